package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fits a perceptron with the real Spark MLlib: one line of JSON on standard output, with {@code seconds}, {@code
 * losses}, {@code weights} and {@code probabilities} of the first rows. The model is saved where asked.
 */
public final class Mllib {

    private static final int SHOWN = 50;

    private Mllib() {}

    /**
     * Fits once for the JIT compiler where asked, and once more.
     *
     * @param arguments the rows' file ({@code n}, {@code d}, then for each row its class and {@code d} floats,
     * big-endian); the layers, with
     *     commas; iterations; seed; threads; the folder to save to; fits that do not count
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream reply = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // What libraries print is no reply.
        int threads = Integer.parseInt(arguments[4]);
        SparkSession spark = SparkSession.builder()
                .appName("parallax-mllib")
                .master("local[" + threads + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        try {
            List<Row> rows = read(Path.of(arguments[0]));
            Dataset<Row> frame = spark.createDataFrame(
                            rows,
                            new StructType()
                                    .add("label", DataTypes.DoubleType)
                                    .add("features", SQLDataTypes.VectorType()))
                    .coalesce(threads)
                    .cache();
            frame.count();
            MultilayerPerceptronClassifier classifier = new MultilayerPerceptronClassifier()
                    .setLayers(Arrays.stream(arguments[1].split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .setMaxIter(Integer.parseInt(arguments[2]))
                    .setSeed(Long.parseLong(arguments[3]));
            for (int i = 0; i < Integer.parseInt(arguments[6]); i++) {
                classifier.fit(frame);
            }
            long start = System.nanoTime();
            MultilayerPerceptronClassificationModel model = classifier.fit(frame);
            double seconds = (System.nanoTime() - start) / 1e9;
            model.write().overwrite().save(arguments[5]);
            reply.println(JsonMapper.builder().build().writeValueAsString(describe(model, rows, seconds)));
        } finally {
            spark.stop();
        }
    }

    private static ObjectNode describe(MultilayerPerceptronClassificationModel model, List<Row> rows, double seconds) {
        ObjectNode described = JsonMapper.builder().build().createObjectNode();
        described.put("seconds", seconds);
        ArrayNode losses = described.putArray("losses");
        for (double loss : model.summary().objectiveHistory()) {
            losses.add(loss);
        }
        ArrayNode weights = described.putArray("weights");
        for (double weight : model.weights().toArray()) {
            weights.add(weight);
        }
        ArrayNode probabilities = described.putArray("probabilities");
        for (Row row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
            ArrayNode line = probabilities.addArray();
            Vector vector = row.getAs(1);
            for (double probability : model.predictProbability(vector).toArray()) {
                line.add(probability);
            }
        }
        return described;
    }

    private static List<Row> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            int width = in.readInt();
            List<Row> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                double label = in.readInt();
                double[] features = new double[width];
                for (int j = 0; j < width; j++) {
                    features[j] = in.readFloat();
                }
                rows.add(RowFactory.create(label, Vectors.dense(features)));
            }
            return rows;
        }
    }
}
