package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random texts through the real Spark NLP and through the twin: a third of them in the three set-ups, a third with the
 * options in turn, a third with stages of several options mixed. Units, tokens, ids and classes have to be equal.
 */
final class Fuzz {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Texts that one pipeline reads before the next one has its turn. */
    private static final int CHUNK = 100;

    private static final int KINDS = 3;
    private static final int SHOWN = 40;

    private final ExactModel model;
    private final TokenizerFile tokenizer;
    private final Path folder;
    private int texts;
    private int units;
    private int tokens;
    private int rows;
    private int classes;
    private int failures;
    private int differences;

    private Fuzz(Path work) throws IOException {
        model = ExactModel.golden();
        folder = work.resolve("golden-model");
        model.writeForSparkNlp(folder);
        tokenizer = model.tokenizer(folder);
    }

    /** A pipeline and what it is called. */
    private record Named(String name, JsonNode pipeline) {}

    /** @throws IOException if there was a difference, after all texts were compared */
    static void run(Path work, long seed, int count) throws IOException, InterruptedException {
        Fuzz fuzz = new Fuzz(work);
        fuzz.compare(Inputs.generated(seed, count), new Random(seed));
        System.out.printf(
                "fuzz: seed %d, %,d texts, %,d units, %,d tokens, %,d rows of ids, %,d classes; "
                        + "the real library failed on %,d texts; %,d differences%n",
                seed, fuzz.texts, fuzz.units, fuzz.tokens, fuzz.rows, fuzz.classes, fuzz.failures, fuzz.differences);
        if (fuzz.differences > 0) {
            throw new IOException(fuzz.differences + " of " + fuzz.texts + " texts differ from the real Spark NLP");
        }
    }

    private void compare(List<String> all, Random random) throws IOException, InterruptedException {
        List<Named> setups = new ArrayList<>();
        GoldenFiles.setups().forEach((name, pipeline) -> setups.add(new Named(name, pipeline)));
        List<Named> options = new ArrayList<>();
        for (JsonNode option : Inputs.options()) {
            options.add(new Named(option.required("option").asText(), option.required("pipeline")));
        }
        try (RealSparkNlp real = new RealSparkNlp(folder, 1)) {
            for (int chunk = 0; chunk * CHUNK < all.size(); chunk++) {
                Named named = switch (chunk % KINDS) {
                    case 0 -> setups.get(chunk / KINDS % setups.size());
                    case 1 -> options.get(chunk / KINDS % options.size());
                    default -> mixed(options, random);
                };
                List<String> some = all.subList(chunk * CHUNK, Math.min((chunk + 1) * CHUNK, all.size()));
                compare(named, some, real.results(named.pipeline(), some));
            }
        }
    }

    /** A pipeline each of whose stages is that of another option. */
    private static Named mixed(List<Named> options, Random random) {
        ArrayNode stages = MAPPER.createArrayNode();
        List<String> names = new ArrayList<>();
        for (String pattern : List.of("documentAssembler", "sentenceDetector", "(regexT|t)okenizer", "bert.*")) {
            Named option = options.get(random.nextInt(options.size()));
            for (JsonNode stage : option.pipeline()) {
                if (stage.fieldNames().next().matches(pattern)) {
                    stages.add(stage);
                    names.add(option.name());
                }
            }
        }
        return new Named(String.join(" + ", names), stages);
    }

    private void compare(Named named, List<String> some, JsonNode results) throws IOException {
        TwinRun twin = new TwinRun(named.pipeline(), model, tokenizer);
        for (int i = 0; i < some.size(); i++) {
            String text = some.get(i);
            texts++;
            if (results.get(i).has("failure")) {
                failures++;
                show(
                        named,
                        text,
                        "the real library failed: "
                                + results.get(i)
                                        .get("failure")
                                        .asText()
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                continue;
            }
            SparkNlpResult expected = SparkNlpResult.read(results.get(i), text);
            units += expected.units().size();
            tokens += expected.tokens().size();
            rows += expected.ids().size();
            classes += expected.classes().size();
            Optional<String> difference = difference(expected, twin, text);
            if (difference.isPresent()) {
                differences++;
                show(named, text, difference.get());
            }
        }
    }

    /** Whatever the twin throws is a difference like any other, to be shown with its text. */
    private static Optional<String> difference(SparkNlpResult expected, TwinRun twin, String text) {
        try {
            return expected.difference(twin.result(text));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("the twin threw " + e);
        }
    }

    private void show(Named named, String text, String what) throws IOException {
        if (differences + failures <= SHOWN) {
            System.out.println(named.name() + " of " + MAPPER.writeValueAsString(text) + ": " + what);
        }
    }
}
