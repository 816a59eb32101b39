package dev.parallax.train.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The network saved by the real Spark MLlib: {@code src/test/resources/mllib}. */
public final class SavedBySpark {

    private static final String DATA = "part.snappy.parquet";

    private SavedBySpark() {}

    /** Writes its folder as Spark did. */
    public static void copy(Path folder) throws IOException {
        for (String file : List.of("metadata/part-00000", "data/" + DATA)) {
            Files.createDirectories(folder.resolve(file).getParent());
            try (InputStream in = open("model/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
    }

    static Path data(Path folder) {
        return folder.resolve("data").resolve(DATA);
    }

    static InputStream open(String file) {
        return Objects.requireNonNull(SavedBySpark.class.getResourceAsStream("/mllib/" + file), file);
    }
}
