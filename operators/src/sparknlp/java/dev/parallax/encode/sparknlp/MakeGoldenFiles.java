package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Remakes the golden files with the real Spark NLP. */
final class MakeGoldenFiles {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final long SEED = 2026;
    private static final int GENERATED = 500;
    private static final int GENERATED_FOR_OPTIONS = 12;
    /** How many of the texts written by hand every option is run on. */
    private static final int PROBES = 24;

    private MakeGoldenFiles() {}

    static void run(Path work) throws IOException, InterruptedException {
        Set<String> texts = new LinkedHashSet<>(Inputs.handwritten());
        texts.addAll(Inputs.corpus("sentiment"));
        texts.addAll(Inputs.corpus("intent"));
        texts.addAll(Inputs.generated(SEED, GENERATED));
        List<String> vocabulary = GoldenVocabulary.of(List.copyOf(texts));
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(GoldenFiles.VOCABULARY), String.join("\n", vocabulary) + "\n");
        Path model = work.resolve("golden-model");
        new ExactModel(vocabulary).writeForSparkNlp(model);
        try (RealSparkNlp real = new RealSparkNlp(model, 1)) {
            write(GoldenFiles.SETUPS, setups(real, List.copyOf(texts)));
            write(GoldenFiles.OPTIONS, options(real));
        }
    }

    private static List<ObjectNode> setups(RealSparkNlp real, List<String> texts) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        texts.forEach(text -> lines.add(MAPPER.createObjectNode().put("text", text)));
        for (Map.Entry<String, JsonNode> setup : GoldenFiles.setups().entrySet()) {
            JsonNode results = real.results(setup.getValue(), texts);
            for (int i = 0; i < texts.size(); i++) {
                lines.get(i).set(setup.getKey(), compact(results.get(i), texts.get(i)));
            }
        }
        return lines;
    }

    private static List<ObjectNode> options(RealSparkNlp real) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (JsonNode option : Inputs.options()) {
            Set<String> texts = new LinkedHashSet<>(Inputs.handwritten().subList(0, PROBES));
            option.required("texts").forEach(text -> texts.add(text.asText()));
            texts.addAll(Inputs.generated(SEED + lines.size(), GENERATED_FOR_OPTIONS));
            List<String> list = List.copyOf(texts);
            JsonNode results = real.results(option.required("pipeline"), list);
            for (int i = 0; i < list.size(); i++) {
                ObjectNode line = MAPPER.createObjectNode();
                line.put("option", option.required("option").asText());
                line.set("pipeline", option.required("pipeline"));
                line.put("text", list.get(i));
                line.set("result", compact(results.get(i), list.get(i)));
                lines.add(line);
            }
        }
        return lines;
    }

    private static ObjectNode compact(JsonNode result, String text) throws IOException {
        if (result.has("failure")) {
            throw new IOException("The real Spark NLP failed on " + MAPPER.writeValueAsString(text) + ": "
                    + result.get("failure").asText());
        }
        return SparkNlpResult.read(result, text).write(text);
    }

    private static void write(String name, List<ObjectNode> lines) throws IOException {
        Path file = FOLDER.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file)) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            for (ObjectNode line : lines) {
                out.write((MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        System.out.printf("%s: %,d lines, %,d bytes%n", file, lines.size(), Files.size(file));
    }
}
