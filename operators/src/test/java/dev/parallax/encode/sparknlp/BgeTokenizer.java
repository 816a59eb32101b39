package dev.parallax.encode.sparknlp;

import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The tokenizer of bge-small-en-v1.5, which has the 30,522 pieces of bert-base-uncased. */
public final class BgeTokenizer {

    private static final String RESOURCE = "/bge-small-en-v1.5-tokenizer.json";
    private static final TokenizerFile FILE = read();

    private BgeTokenizer() {}

    /** The file, read once. */
    public static TokenizerFile file() {
        return FILE;
    }

    private static TokenizerFile read() {
        try (InputStream in = BgeTokenizer.class.getResourceAsStream(RESOURCE)) {
            Path copy = Files.createTempFile("parallax-tokenizer", ".json");
            try {
                Files.copy(Objects.requireNonNull(in, RESOURCE), copy, StandardCopyOption.REPLACE_EXISTING);
                return TokenizerFile.read(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
