package dev.parallax.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The tokenizer of bge-small-en-v1.5, for benchmarks. */
final class BenchmarkTokenizer {

    private static final String RESOURCE = "/bge-small-en-v1.5-tokenizer.json";

    private BenchmarkTokenizer() {}

    /** A loader of the tokenizer's file. */
    interface Loader {

        /** Loads it; the file is gone afterwards. */
        void load(Path file) throws IOException;
    }

    /** Lays the file out, has it loaded, and deletes it. */
    static void load(Loader loader) throws IOException {
        Path file = Files.createTempFile("parallax-jmh", ".json");
        try (InputStream in = BenchmarkTokenizer.class.getResourceAsStream(RESOURCE)) {
            Files.copy(Objects.requireNonNull(in, RESOURCE), file, StandardCopyOption.REPLACE_EXISTING);
            loader.load(file);
        } finally {
            Files.delete(file);
        }
    }
}
