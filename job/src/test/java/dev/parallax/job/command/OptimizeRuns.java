package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.optimize.OptimizableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code optimize} on a small model and random texts, in a folder of their own. */
abstract class OptimizeRuns {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path temp;

    Path model;
    Path out;
    Path texts;

    @BeforeEach
    void prepare() throws IOException {
        model = OptimizableModel.write(temp.resolve("model"));
        out = temp.resolve("out");
        texts = texts("texts.tsv", 1, 80);
    }

    /** A file of labelled texts of one to twelve words. */
    final Path texts(String name, long seed, int count) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int words = 1 + random.nextInt(12);
            List<String> text = new ArrayList<>();
            for (int w = 0; w < words; w++) {
                text.add(TinyModel.WORDS.get(random.nextInt(TinyModel.WORDS.size())));
            }
            lines.add((random.nextBoolean() ? "positive" : "negative") + "\t" + String.join(" ", text) + " " + i);
        }
        return Files.write(temp.resolve(name), lines);
    }

    final StandardStreams.Run optimize(Path source, String... more) {
        List<String> call = new ArrayList<>(List.of("optimize", "--model=" + source, "--out=" + out));
        call.addAll(List.of(more));
        return StandardStreams.run(call.toArray(String[]::new));
    }

    final StandardStreams.Run compare(Path source, String... more) {
        List<String> call = new ArrayList<>(List.of(more));
        call.add("--texts=" + texts);
        return optimize(source, call.toArray(String[]::new));
    }

    static JsonNode json(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    static ModelProto graph(Path folder) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    }

    static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    final JsonNode check(Path folder) throws IOException {
        StandardStreams.Run run = StandardStreams.run("check", "--model", folder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return MAPPER.readTree(run.out().get(0));
    }
}
