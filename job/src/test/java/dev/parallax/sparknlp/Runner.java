package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that answers as the runner of the real Spark NLP does: the first of the model's labels for a text with the
 * word bad, else the second, and 50 texts a second with each thread of Spark.
 */
public final class Runner {

    private Runner() {}

    /**
     * Answers until standard input ends.
     *
     * @param arguments a model folder and a number of threads
     */
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        List<String> labels = Files.readAllLines(model.resolve("assets/labels.txt"));
        List<String> pieces = Files.readAllLines(model.resolve("assets/vocab.txt"));
        if (!pieces.contains("[UNK]") || !Files.isRegularFile(model.resolve("model.onnx"))) {
            throw new IOException("There is no model in " + model);
        }
        JsonMapper json = JsonMapper.builder().build();
        System.out.println("{\"ready\":true}");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = json.readTree(line);
            ObjectNode reply = json.createObjectNode();
            if (!request.required("pipeline").path(0).has("documentAssembler")) {
                reply.put("failure", "IllegalArgumentException: no document assembler");
            } else if (request.has("measure")) {
                int texts = request.required("texts").size();
                reply.put("records", texts).put("seconds", texts / (50.0 * threads));
            } else {
                for (JsonNode text : request.required("texts")) {
                    reply.withArray("results")
                            .addObject()
                            .putArray("classes")
                            .addArray()
                            .add(0)
                            .add(text.asText().length() - 1)
                            .add(labels.get(text.asText().contains("bad") ? 0 : 1))
                            .add(0)
                            .addArray();
                }
            }
            System.out.println(reply);
        }
    }
}
