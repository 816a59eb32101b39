package dev.parallax.job.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Workflows, scripts and manifests in the folder {@code .github}. */
final class GithubFiles {

    static final Path ROOT = Path.of("..");
    static final Path GITHUB = ROOT.resolve(".github");

    /** Rejects a key that occurs twice. */
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private GithubFiles() {}

    static List<Path> workflows() throws IOException {
        return files("workflows", ".yml");
    }

    static List<Path> scripts() throws IOException {
        return files("scripts", ".sh");
    }

    static JsonNode parse(String workflow) throws IOException {
        return YAML.readTree(workflow);
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(GITHUB.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
