package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code kubectl kustomize}, where a kubectl with a kustomize of the fifth version or a later one is found. */
final class Kustomize {

    /** Says why tests are left out. */
    static final String MISSING = "No kubectl with kustomize 5 is found on the PATH";

    private static final List<String> TOO_OLD = List.of("v2.", "v3.", "v4.");

    private Kustomize() {}

    static boolean isThere() {
        return kubectl().isPresent();
    }

    private static Optional<Path> kubectl() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "kubectl"))
                .filter(Files::isExecutable)
                .filter(Kustomize::isNewEnough)
                .findFirst();
    }

    private static boolean isNewEnough(Path kubectl) {
        try {
            String said = run(List.of(kubectl.toString(), "version", "--client"));
            return said.lines()
                    .filter(line -> line.startsWith("Kustomize Version: "))
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .anyMatch(version -> TOO_OLD.stream().noneMatch(version::startsWith));
        } catch (IOException e) {
            return false;
        }
    }

    /** What a folder comes to: one node for each manifest. */
    static List<JsonNode> render(Path folder) throws IOException {
        String rendered = run(List.of(kubectl().orElseThrow().toString(), "kustomize", folder.toString()));
        List<JsonNode> manifests = new ArrayList<>();
        YAMLMapper mapper = new YAMLMapper();
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
            documents.forEachRemaining(manifests::add);
        }
        return manifests;
    }

    private static String run(List<String> command) throws IOException {
        Path output = Files.createTempFile("kubectl", ".out");
        Path errors = Files.createTempFile("kubectl", ".err");
        try {
            int status = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException(command + " ended with " + status + ": " + Files.readString(errors));
            }
            return Files.readString(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", e);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
