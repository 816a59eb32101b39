package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.johnsnowlabs.nlp.Annotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Runs pipelines of the real Spark NLP for another process. A request is a line of JSON on standard input, its reply a
 * line on standard output; the first line there says {@code {"ready":true}}.
 *
 * <p>{@code {"pipeline": [stages], "texts": [...]}} is answered with {@code {"results": [...]}}, for each text an
 * object with {@code units} and {@code tokens} ({@code [begin, end, result]}), {@code ids} (what the network is fed,
 * padded) and {@code classes} ({@code [begin, end, label, sentence, [probabilities]]}), or with a {@code failure}
 * where Spark NLP throws. {@code {"pipeline": [stages], "texts": [...], "measure": "lightPipeline", "seconds": 5}} is
 * answered as {@link Speed} says.
 */
public final class Runner {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final StructType SCHEMA =
            new StructType().add("id", DataTypes.IntegerType).add("text", DataTypes.StringType);

    private final SparkSession spark;
    private final Model model;
    private final Speed speed;

    private Runner(SparkSession spark, Path model, int threads) throws IOException {
        this.spark = spark;
        this.model = new Model(spark, model);
        this.speed = new Speed(threads);
    }

    /**
     * Answers until standard input ends.
     *
     * @param arguments a model folder and a number of threads
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "Expected two arguments, a model folder and a number of threads, and found " + arguments.length);
        }
        PrintStream replies = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // What libraries print is no reply.
        int threads = Integer.parseInt(arguments[1]);
        SparkSession spark = SparkSession.builder()
                .appName("parallax-spark-nlp")
                .master("local[" + threads + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.kryoserializer.buffer.max", "1g")
                .config("spark.jsl.settings.onnx.intraOpNumThreads", "1")
                .getOrCreate();
        try {
            Runner runner = new Runner(spark, Path.of(arguments[0]), threads);
            replies.println("{\"ready\":true}");
            BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                replies.println(JSON.writeValueAsString(runner.reply(JSON.readTree(line))));
            }
        } finally {
            spark.stop();
        }
    }

    private ObjectNode reply(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        try {
            RealPipeline pipeline = new RealPipeline(request.required("pipeline"), model);
            List<String> texts = new ArrayList<>();
            request.required("texts").forEach(text -> texts.add(text.asText()));
            PipelineModel fitted = pipeline.fit(frame(texts));
            if (request.has("measure")) {
                speed.measure(request, fitted, frame(texts), texts, reply);
            } else {
                reply.putArray("results").addAll(results(pipeline, fitted, texts));
            }
        } catch (Exception e) {
            reply.removeAll();
            reply.put("failure", e.toString());
        }
        return reply;
    }

    private Dataset<Row> frame(List<String> texts) {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(RowFactory.create(rows.size(), text));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    /** Results in the order of the texts. Where one text fails Spark fails them all: then halves are tried. */
    private List<ObjectNode> results(RealPipeline pipeline, PipelineModel fitted, List<String> texts) throws Exception {
        Map<Integer, ObjectNode> byId = new LinkedHashMap<>();
        try {
            for (int id = 0; id < texts.size(); id++) {
                byId.put(id, empty());
            }
            for (Row row : fitted.transform(frame(texts)).collectAsList()) {
                add(byId.get(row.getInt(0)), pipeline, row);
            }
            return List.copyOf(byId.values());
        } catch (Exception | StackOverflowError e) {
            // Scala's methods do not declare what they throw.
            if (!(e instanceof SparkException || e instanceof RuntimeException || e instanceof StackOverflowError)) {
                throw e;
            }
            if (texts.size() == 1) {
                return List.of(JSON.createObjectNode().put("failure", e.toString()));
            }
            List<ObjectNode> halves = new ArrayList<>(results(pipeline, fitted, texts.subList(0, texts.size() / 2)));
            halves.addAll(results(pipeline, fitted, texts.subList(texts.size() / 2, texts.size())));
            return halves;
        }
    }

    private static ObjectNode empty() {
        ObjectNode result = JSON.createObjectNode();
        for (String name : List.of("units", "tokens", "ids", "classes")) {
            result.putArray(name);
        }
        return result;
    }

    /** Adds a row to the result of its text, of which {@code explodeSentences} makes several. */
    private void add(ObjectNode result, RealPipeline pipeline, Row row) {
        spans(result.withArray("units"), pipeline.units(row));
        spans(result.withArray("tokens"), pipeline.tokens(row));
        for (int[] ids : pipeline.ids(row)) {
            ArrayNode line = result.withArray("ids").addArray();
            for (int id : ids) {
                line.add(id);
            }
        }
        for (Annotation each : pipeline.classes(row)) {
            ArrayNode line = result.withArray("classes").addArray();
            line.add(each.begin()).add(each.end()).add(each.result());
            line.add(Integer.parseInt(each.metadata().apply("sentence")));
            ArrayNode probabilities = line.addArray();
            for (String label : model.labels()) {
                probabilities.add(each.metadata().apply(label));
            }
        }
    }

    private static void spans(ArrayNode target, List<Annotation> annotations) {
        for (Annotation each : annotations) {
            target.addArray().add(each.begin()).add(each.end()).add(each.result());
        }
    }
}
