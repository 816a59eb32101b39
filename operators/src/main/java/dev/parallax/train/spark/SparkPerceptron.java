package dev.parallax.train.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.perceptron.Perceptron;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;

/**
 * A perceptron saved by Spark MLlib 3 or later: the folder of {@code MultilayerPerceptronClassificationModel.save},
 * with {@code metadata/part-*}, JSON of which {@code paramMap.layers} is read, and {@code data/*.parquet}, one record
 * with the vector {@code weights}.
 *
 * @param network the network with exactly the saved weights
 * @param sparkVersion version of Spark that saved it
 */
public record SparkPerceptron(Perceptron network, String sparkVersion) {

    private static final String CLASS = "org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel";
    private static final int DENSE = 1;

    /** Largest number of files in a folder; Spark writes two parts, their checksums and a success marker. */
    private static final int MOST_FILES = 1000;

    /**
     * Reads a folder.
     *
     * @throws TrainingException if its content is anything else
     * @throws ModelException if a file leads out of the folder or is too large, or there are too many files
     */
    public static SparkPerceptron read(Path folder) {
        JsonNode metadata = ModelFiles.json(only(folder, "metadata", "part-", ModelFiles.LARGEST_CONFIG));
        String type = metadata.path("class").asText();
        if (!type.equals(CLASS)) {
            throw new TrainingException(folder + " holds a model of the class '" + type + "': expected " + CLASS
                    + (type.equals(SavedPipeline.CLASS) ? stagesOf(folder) : ""));
        }
        requireNoThresholds(folder, metadata);
        SavedPipeline.around(folder)
                .flatMap(pipeline -> pipeline.changedBefore(folder))
                .ifPresent(stage -> {
                    throw new TrainingException("The pipeline around " + folder
                            + " changes the features before the network reads" + " them (" + stage
                            + "), which is not reproduced: expected a network on the encoder's own vectors");
                });
        JsonNode sizes = metadata.path("paramMap").path("layers");
        if (!sizes.isArray()) {
            throw new TrainingException(folder + " was saved by Spark "
                    + metadata.path("sparkVersion").asText("of no version")
                    + " and has no layers in paramMap: expected a model that Spark 3 or later saved");
        }
        List<Integer> layers = new ArrayList<>();
        sizes.forEach(size -> layers.add(size.asInt()));
        Path data = only(folder, "data", ".parquet", ParquetFile.LARGEST);
        List<Group> records = ParquetFile.read(data);
        if (records.size() != 1 || !records.get(0).getType().containsField("weights")) {
            throw new TrainingException(
                    data + " has " + records.size() + " records: expected one, with the vector weights");
        }
        Perceptron network = Perceptron.of(layers, weights(data, records.get(0)));
        return new SparkPerceptron(network, metadata.path("sparkVersion").asText());
    }

    private static String stagesOf(Path folder) {
        List<String> found = SavedPipeline.in(folder).stagesOf(CLASS);
        return found.isEmpty()
                ? ", and none of the pipeline's stages is one"
                : ". It is a stage of this pipeline: --from " + folder.resolve(found.get(0));
    }

    /** Rejects unequal thresholds: Spark divides probabilities by the thresholds before it takes the largest. */
    private static void requireNoThresholds(Path folder, JsonNode metadata) {
        JsonNode thresholds = metadata.path("paramMap").path("thresholds");
        Set<Double> different = new HashSet<>();
        thresholds.forEach(threshold -> different.add(threshold.asDouble()));
        if (different.size() > 1) {
            throw new TrainingException(
                    folder + " has the thresholds " + thresholds + ", by which Spark weighs the classes before it"
                            + " takes the largest: they are not reproduced. Expected a model without: "
                            + "model.clear(model.thresholds)");
        }
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

    /** Reads a vector of Spark's VectorUDT: its type, then the values of a dense one. */
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

    /** The single file of a subfolder whose name has the given prefix or suffix. */
    private static Path only(Path folder, String subfolder, String part, long largest) {
        if (!Files.isDirectory(folder)) {
            throw new TrainingException("The folder " + folder
                    + " does not exist: expected what MultilayerPerceptronClassificationModel.save writes");
        }
        if (!Files.isDirectory(folder.resolve(subfolder))) {
            throw new TrainingException("The folder " + folder + " has no folder " + subfolder
                    + ": expected what MultilayerPerceptronClassificationModel.save writes");
        }
        ModelFiles files = ModelFiles.of(folder);
        List<Path> found = new ArrayList<>();
        for (String file : files.list(subfolder, MOST_FILES)) {
            String name = file.substring(subfolder.length() + 1);
            if ((name.startsWith(part) || name.endsWith(part)) && !name.startsWith(".")) {
                files.find(file, largest).ifPresent(found::add);
            }
        }
        if (found.size() != 1) {
            throw new TrainingException("The folder " + folder.resolve(subfolder) + " has " + found.size() + " files "
                    + part + ": expected one");
        }
        return found.get(0);
    }
}
