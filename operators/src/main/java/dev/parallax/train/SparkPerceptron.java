package dev.parallax.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;

/**
 * A perceptron that Spark MLlib 3 or later saved: the folder of {@code MultilayerPerceptronClassificationModel.save}, with
 * {@code metadata/part-*}, JSON of which {@code paramMap.layers} is read, and {@code data/*.parquet}, one record with the vector
 * {@code weights}.
 *
 * @param network the network, to the last bit
 * @param sparkVersion the Spark that saved it
 */
public record SparkPerceptron(Perceptron network, String sparkVersion) {

    private static final String CLASS = "org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel";
    private static final int DENSE = 1;

    /**
     * Reads a folder.
     *
     * @throws TrainingException if it holds anything else
     */
    public static SparkPerceptron read(Path folder) {
        JsonNode metadata = json(only(folder, "metadata", "part-"));
        String type = metadata.path("class").asText();
        if (!type.equals(CLASS)) {
            throw new TrainingException(folder + " holds a model of the class '" + type + "': expected " + CLASS);
        }
        JsonNode sizes = metadata.path("paramMap").path("layers");
        if (!sizes.isArray()) {
            throw new TrainingException(folder + " was saved by Spark "
                    + metadata.path("sparkVersion").asText("of no version")
                    + " and has no layers in paramMap: expected a model that Spark 3 or later saved");
        }
        List<Integer> layers = new ArrayList<>();
        sizes.forEach(size -> layers.add(size.asInt()));
        Path data = only(folder, "data", ".parquet");
        List<Group> records = ParquetFile.read(data);
        if (records.size() != 1 || !records.get(0).getType().containsField("weights")) {
            throw new TrainingException(
                    data + " has " + records.size() + " records: expected one, with the vector weights");
        }
        Perceptron network = Perceptron.of(layers, weights(data, records.get(0)));
        return new SparkPerceptron(network, metadata.path("sparkVersion").asText());
    }

    private static double[] weights(Path data, Group record) {
        try {
            return vector(data, record.getGroup("weights", 0));
        } catch (TrainingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TrainingException(
                    data + " has other Parquet columns than expected, a vector weights: " + record.getType(), e);
        }
    }

    /** A vector as Spark's VectorUDT has it: a kind, then for a dense one the values. */
    private static double[] vector(Path data, Group vector) {
        int kind = vector.getInteger("type", 0);
        if (kind != DENSE) {
            throw new TrainingException(
                    data + " has weights of the kind " + kind + ": expected a dense vector, " + DENSE);
        }
        Group values = vector.getGroup("values", 0);
        double[] numbers = new double[values.getFieldRepetitionCount("list")];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.getGroup("list", i).getDouble("element", 0);
        }
        return numbers;
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TrainingException(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read: " + e, e);
        }
    }

    /** The one file of a subfolder whose name begins or ends so. */
    private static Path only(Path folder, String subfolder, String part) {
        Path place = folder.resolve(subfolder);
        if (!Files.isDirectory(place)) {
            throw new TrainingException("The folder " + folder + " has no folder " + subfolder
                    + ": expected what MultilayerPerceptronClassificationModel.save writes");
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> found = files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return (name.startsWith(part) || name.endsWith(part)) && !name.startsWith(".");
                    })
                    .toList();
            if (found.size() != 1) {
                throw new TrainingException(
                        "The folder " + place + " has " + found.size() + " files " + part + ": expected one");
            }
            return found.get(0);
        } catch (IOException e) {
            throw new TrainingException("The folder " + place + " cannot be read: " + e, e);
        }
    }
}
