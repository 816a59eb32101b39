package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real Spark NLP, in a separate process with a separate class path: the folder {@code src/sparknlp/runner},
 * built by the profile {@code spark-nlp}. For one thread.
 */
final class RealSparkNlp implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("src", "sparknlp", "runner");
    private static final Path RUNNER = FOLDER.resolve("target");
    private static final String MAIN = "dev.parallax.sparknlp.Runner";
    private static final long SECONDS_TO_STOP = 60;

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader replies;

    /**
     * Starts it, which takes ten seconds or more.
     *
     * @param model a folder as Spark NLP's {@code loadSavedModel} takes it
     * @param threads threads of Spark; ONNX Runtime has one in each
     */
    RealSparkNlp(Path model, int threads) throws IOException {
        Path classPath = RUNNER.resolve("classpath.txt");
        if (!Files.exists(classPath)) {
            throw new IOException(classPath.toAbsolutePath()
                    + " is not there: run this through Maven's profile spark-nlp, which builds the runner");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + FOLDER.resolve("java.args"));
        command.add("-cp");
        command.add(RUNNER.resolve("classes")
                + File.pathSeparator
                + Files.readString(classPath).strip());
        command.addAll(List.of(MAIN, model.toString(), String.valueOf(threads)));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8);
        replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        reply();
    }

    /**
     * Runs a pipeline on texts.
     *
     * @param pipeline a list of stages
     * @param texts well-formed texts: Spark has no lone surrogates
     * @return an object for each text, with a {@code failure} or with what {@link SparkNlpResult#read} reads
     */
    JsonNode results(JsonNode pipeline, List<String> texts) throws IOException {
        return ask(request(pipeline, texts)).required("results");
    }

    /**
     * Records a second.
     *
     * @param way {@code lightPipeline} or {@code dataFrame}
     * @param seconds for how long it is measured
     */
    double recordsPerSecond(JsonNode pipeline, List<String> texts, String way, int seconds) throws IOException {
        JsonNode reply = ask(request(pipeline, texts).put("measure", way).put("seconds", seconds));
        return reply.required("records").asDouble() / reply.required("seconds").asDouble();
    }

    private static ObjectNode request(JsonNode pipeline, List<String> texts) {
        ObjectNode request = MAPPER.createObjectNode();
        request.set("pipeline", pipeline);
        ArrayNode list = request.putArray("texts");
        texts.forEach(list::add);
        return request;
    }

    private JsonNode ask(JsonNode request) throws IOException {
        requests.println(MAPPER.writeValueAsString(request));
        requests.flush();
        return reply();
    }

    private JsonNode reply() throws IOException {
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("The process of the real Spark NLP ended without a reply: see what it printed");
        }
        JsonNode reply = MAPPER.readTree(line);
        if (reply.has("failure")) {
            throw new IOException(
                    "The real Spark NLP failed: " + reply.get("failure").asText());
        }
        return reply;
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException, InterruptedException {
        requests.close();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        replies.close();
    }
}
