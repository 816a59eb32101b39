package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Texts and pipelines that the real Spark NLP is run with: files of this folder and of the quickstart. */
final class Inputs {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("src", "sparknlp", "resources");
    private static final Path CORPORA =
            Path.of("..", "job", "src", "main", "resources", "dev", "parallax", "job", "quickstart");

    private Inputs() {}

    /** Texts written by hand, each for a rule; the first ones are about all of them. */
    static List<String> handwritten() throws IOException {
        return lines(FOLDER.resolve("texts.jsonl")).map(JsonNode::asText).toList();
    }

    /** Pipelines with options: objects of a name {@code option}, a {@code pipeline} and {@code texts}. */
    static List<JsonNode> options() throws IOException {
        return lines(FOLDER.resolve("options.jsonl")).toList();
    }

    /** Texts of a corpus of the quickstart: {@code sentiment} or {@code intent}. */
    static List<String> corpus(String name) throws IOException {
        return lines(CORPORA.resolve(name + ".jsonl"))
                .map(line -> line.required("text").asText())
                .toList();
    }

    /** Random texts, as Spark reads them: it makes question marks of lone surrogates. */
    static List<String> generated(long seed, int count) {
        TextGenerator generator = new TextGenerator(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(new String(generator.next().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(MAPPER.readTree(line));
        }
        return lines.stream();
    }
}
