package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of {@code docker} that can be looked at without an engine. */
class ImageFilesTest {

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void images_that_are_built_upon_have_a_version_and_flinks_is_that_of_the_build() throws Exception {
        // Given
        String file = Files.readString(ImageFiles.DOCKERFILE);
        // When
        List<String> images = found("^ARG \\w+_IMAGE=(\\S+)$", file);
        List<String> flink = found("<flink.version>([^<]+)<", Files.readString(Path.of("..", "pom.xml")));
        // Then
        assertThat(images).hasSize(3).allMatch(image -> image.matches("[a-z/]+:\\d+\\.\\d+\\.\\d+\\S*"));
        assertThat(images)
                .anyMatch(image -> image.startsWith("flink:" + flink.get(0) + "-") && image.endsWith("-java17"));
    }

    @Test
    void no_image_has_a_version_that_is_known_to_be_vulnerable() throws Exception {
        // Given
        Advisories advisories = Advisories.of("images");
        Set<String> images = new TreeSet<>(found("^ARG \\w+_IMAGE=(\\S+)$", Files.readString(ImageFiles.DOCKERFILE)));
        ImageFiles.compose()
                .path("services")
                .forEach(service -> images.add(service.path("image").asText()));
        // Then
        assertThat(images).allSatisfy(image -> {
            String[] parts = image.split(":", -1);
            assertThat(advisories.on(parts[0], parts[1])).isEmpty();
        });
        assertThat(images)
                .extracting(image -> image.substring(0, image.indexOf(':')))
                .containsAll(advisories.names());
    }

    /** docker/README.md says where each tag was seen. */
    @Test
    void every_image_of_others_is_in_the_table_of_tags() throws Exception {
        // Given
        String readme = Files.readString(ImageFiles.DOCKER.resolve("README.md"));
        Set<String> images = new TreeSet<>(found("^ARG \\w+_IMAGE=(\\S+)$", Files.readString(ImageFiles.DOCKERFILE)));
        ImageFiles.compose()
                .path("services")
                .forEach(service -> images.add(service.path("image").asText()));
        images.removeIf(image -> image.startsWith("parallax-job:"));
        // Then
        assertThat(images).hasSize(6);
        assertThat(found("^\\| `([a-z/-]+:v?\\d\\S+)` \\|", readme)).containsAll(images);
    }

    @Test
    void the_stand_in_logs_with_what_flink_has_and_the_image_with_what_is_newer() throws Exception {
        // Given
        String file = Files.readString(ImageFiles.DOCKERFILE);
        String log4j = found(
                        "<log4j.version>([^<]+)<", Files.readString(ImageFiles.DOCKER.resolve("test/flink/pom.xml")))
                .get(0);
        String newer = found("<log4j.version>([^<]+)<", Files.readString(Path.of("..", "pom.xml")))
                .get(0);
        // Then
        assertThat(file.indexOf("rm -f /opt/flink/lib/log4j-*.jar"))
                .isPositive()
                .isLessThan(file.indexOf("/job/target/log4j/ /opt/flink/lib/"));
        assertThat(Versions.BY_NUMBER.compare(log4j, newer)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "job-gpu"})
    void an_image_runs_as_flinks_user_tells_its_health_and_was_checked_with_its_model(String stage) throws Exception {
        // Given
        String file = Files.readString(ImageFiles.DOCKERFILE);
        String lines =
                found("(?s)^FROM \\S+ AS " + stage + "\\n(.*?)(?=^FROM)", file).get(0);
        String job = Files.readString(Path.of("..", "deploy/kubernetes/base/flink-deployment.yaml"));
        // Then
        assertThat(found("^USER (.+)$", lines)).last().isEqualTo("9999:9999");
        assertThat(lines.indexOf("parallax check --model /opt/parallax/model"))
                .isGreaterThan(lines.lastIndexOf("USER"));
        assertThat(lines)
                .contains("HEALTHCHECK", "org.opencontainers.image.version", "org.opencontainers.image.licenses");
        assertThat(lines).contains("ENTRYPOINT [\"/docker-entrypoint.sh\"]");
        assertThat(found("^CMD (.+)$", lines))
                .containsExactly("[\"standalone-job\", \"--job-classname\", \"dev.parallax.job.Main\", "
                        + "\"run\", \"--config\", \"/opt/parallax/conf/job.yaml\"]");
        assertThat(job).contains("/opt/flink/usrlib/parallax-job.jar", "[run, --config, /opt/parallax/conf/job.yaml]");
        assertThat(file).contains("/opt/flink/usrlib/parallax-job.jar");
    }

    @Test
    void the_build_finds_all_that_it_copies() throws Exception {
        for (String file : found(
                "^COPY (?:--ch\\S+ )+(docker/\\S+ docker/\\S+|LICENSE) ", Files.readString(ImageFiles.DOCKERFILE))) {
            for (String one : file.split(" ", -1)) {
                assertThat(Path.of("..", one)).isRegularFile();
            }
        }
        assertThat(ImageFiles.scripts()).allMatch(Files::isExecutable);
    }

    @Test
    void every_image_of_the_compose_file_has_a_version_and_every_port_is_bound_to_the_loopback_interface()
            throws Exception {
        // Given
        JsonNode services = ImageFiles.compose().path("services");
        // Then
        assertThat(services).hasSizeGreaterThanOrEqualTo(7);
        for (JsonNode service : services) {
            assertThat(service.path("image").asText()).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+");
            for (JsonNode port : service.path("ports")) {
                assertThat(port.asText()).matches("127\\.0\\.0\\.1:\\d+:\\d+");
            }
        }
    }

    @Test
    void every_file_that_the_compose_file_mounts_is_there() throws Exception {
        // Given
        List<String> mounted = new ArrayList<>();
        for (JsonNode service : ImageFiles.compose().path("services")) {
            service.path("volumes")
                    .forEach(volume -> mounted.add(volume.asText().split(":", -1)[0]));
        }
        mounted.removeIf(source -> !source.startsWith("."));
        // Then
        assertThat(mounted)
                .hasSizeGreaterThan(5)
                .allMatch(source -> Files.isRegularFile(ImageFiles.DOCKER.resolve(source)));
    }

    @Test
    void the_jobs_options_are_accepted_and_its_topics_are_made() throws Exception {
        // Given
        JsonNode job = new YAMLMapper().readTree(ImageFiles.JOB.toFile());
        Set<String> topics = new TreeSet<>();
        job.at("/source/topics").forEach(topic -> topics.add(topic.asText()));
        job.path("sink").properties().forEach(option -> {
            if (option.getKey().endsWith("-topic")) {
                topics.add(option.getValue().asText());
            }
        });
        // When
        StreamingConfig config = StreamingConfig.from(Settings.load(Optional.of(ImageFiles.JOB), List.of()));
        String made = ImageFiles.compose().at("/services/topics/command/0").asText();
        // Then
        assertThat(config.pipeline().model().path()).contains(Path.of("/opt/parallax/model"));
        assertThat(Set.of(found("for topic in ([^;]+);", made).get(0).split(" ", -1)))
                .isEqualTo(topics);
    }

    /** Flink's entrypoint takes all white space out of a line. */
    @Test
    void properties_of_flink_survive_its_entrypoint() throws Exception {
        List<String> properties = ImageFiles.flinkProperties("jobmanager");
        assertThat(properties).hasSizeGreaterThan(10).allMatch(line -> line.matches("[a-zA-Z.-]+: \\S+"));
        assertThat(ImageFiles.flinkProperties("taskmanager")).isEqualTo(properties);
    }

    @Test
    void prometheus_looks_where_flink_answers() throws Exception {
        // Given
        JsonNode targets = new YAMLMapper()
                .readTree(ImageFiles.DOCKER.resolve("compose/prometheus.yml").toFile())
                .at("/scrape_configs/0/static_configs/0/targets");
        JsonNode services = ImageFiles.compose().path("services");
        // Then
        assertThat(targets).hasSize(2);
        for (JsonNode target : targets) {
            String[] parts = target.asText().split(":", -1);
            assertThat(services.has(parts[0])).isTrue();
            assertThat(ImageFiles.flinkProperties(parts[0])).contains("metrics.reporter.prom.port: " + parts[1]);
        }
    }
}
