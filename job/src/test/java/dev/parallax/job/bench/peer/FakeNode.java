package dev.parallax.job.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that answers as {@code transformers.mjs} does on Node: {@code positive} for a text with the word good, else
 * {@code negative}, and the more texts a second the larger the batch and the more workers there are.
 */
public final class FakeNode {

    private FakeNode() {}

    /**
     * Answers until standard input ends.
     *
     * @param arguments the script, the folder of models and the name of a model in it
     */
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[1], arguments[2]);
        for (String needed : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx")) {
            if (!Files.isRegularFile(model.resolve(needed)) || !Files.isRegularFile(Path.of(arguments[0]))) {
                System.err.println("Error: there is no " + needed);
                System.exit(3);
            }
        }
        JsonMapper json = JsonMapper.builder().build();
        System.out.println(
                "{\"ready\":true,\"versions\":{\"Node\":\"20.0.0\",\"@huggingface/transformers\":\"4.3.2\"}}");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = json.readTree(line);
            ObjectNode reply = json.createObjectNode();
            ArrayNode labels = reply.putArray("labels");
            for (JsonNode text : request.required("texts")) {
                switch (text.asText()) {
                    case "too few" -> labels.removeAll();
                    case "fail" -> reply.put("failure", "TypeError: no such operator");
                    case "end" -> {
                        System.err.println("Killed");
                        System.exit(9);
                    }
                    default -> labels.add(text.asText().contains("good") ? "positive" : "negative");
                }
            }
            int speed = 100 * request.required("workers").asInt()
                    + request.required("batch").asInt();
            reply.put("seconds", (double) request.required("texts").size() / speed);
            System.out.println(reply);
        }
    }
}
