package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The golden files: results of the real Spark NLP for many texts. Their README describes how they were created. */
final class GoldenFiles {

    /** Name of the file with the texts for every set-up. */
    static final String SETUPS = "setups.jsonl.gz";

    /** Name of the file with the texts for single options. */
    static final String OPTIONS = "options.jsonl.gz";

    /** Name of the file with the vocabulary. */
    static final String VOCABULARY = "vocab.txt";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private GoldenFiles() {}

    /** The set-ups that matter most, by name, as lists of stages. */
    static Map<String, JsonNode> setups() throws IOException {
        String assembler = "{'documentAssembler':{}}";
        String tokenizer = "{'tokenizer':{}}";
        String uncased = "{'bertForSequenceClassification':{'caseSensitive':false}}";
        Map<String, JsonNode> setups = new LinkedHashMap<>();
        setups.put("sentence", stages(assembler, "{'sentenceDetector':{}}", tokenizer, uncased));
        setups.put("document", stages(assembler, tokenizer, uncased));
        setups.put("defaults", stages(assembler, tokenizer, "{'bertForSequenceClassification':{}}"));
        return setups;
    }

    private static JsonNode stages(String... stages) throws IOException {
        return MAPPER.readTree(("[" + String.join(",", stages) + "]").replace('\'', '"'));
    }

    /** Lines of one of the files. */
    static List<JsonNode> lines(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(open(name))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : text(in)) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        }
    }

    /** The vocabulary, in the order of the ids. */
    static List<String> vocabulary() throws IOException {
        try (InputStream in = open(VOCABULARY)) {
            return text(in);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + name);
        if (in == null) {
            throw new IOException("There is no golden/" + name + " on the class path");
        }
        return in;
    }

    private static List<String> text(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
