package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files in the folder {@code docker}. */
final class ImageFiles {

    static final Path DOCKER = Path.of("..", "docker");
    static final Path DOCKERFILE = DOCKER.resolve("Dockerfile");
    static final Path STAND_IN = DOCKER.resolve("test/flink/Dockerfile");
    static final Path JOB = DOCKER.resolve("compose/job.yaml");

    private ImageFiles() {}

    /** The compose file with its anchors and merged mappings filled in, as compose reads it. */
    static JsonNode compose() throws IOException {
        try (Reader in = Files.newBufferedReader(DOCKER.resolve("compose.yaml"))) {
            return JsonMapper.builder().build().valueToTree(new Yaml().<Object>load(in));
        }
    }

    /** Lines of FLINK_PROPERTIES of a service. */
    static List<String> flinkProperties(String service) throws IOException {
        return compose()
                .at("/services/" + service + "/environment/FLINK_PROPERTIES")
                .asText()
                .lines()
                .toList();
    }

    /** Scripts of the images and of their test. */
    static List<Path> scripts() {
        return Stream.of("parallax", "health", "test/build-and-run.sh", "test/flink/docker-entrypoint.sh")
                .map(DOCKER::resolve)
                .toList();
    }
}
