package dev.parallax.job.config.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_missing_file_is_named() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": must be a YAML file, and there is no such file");
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_all_of_it_is_read() throws IOException {
        // Given
        Path file = folder.resolve("parallax.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((1L << 40) + 1);
        }
        // Then
        assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        file + ": must be a YAML file, and it has more than 1048576 bytes: expected 1048576 at most");
    }

    @Test
    void a_file_that_is_not_utf_8_is_told_as_one() throws IOException {
        Path file = Files.write(folder.resolve("parallax.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": must be a readable YAML file in UTF-8");
    }

    @Test
    void broken_yaml_is_told_with_its_line_and_without_its_text() {
        assertThatThrownBy(() -> load("model.name: intent\nkafka.sasl.jaas.config: [hunter2\nbatch: 1\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s).*parallax.yaml:[34]: is not YAML \\(.*")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void what_is_no_mapping_or_more_than_one_document_is_refused() {
        assertThatThrownBy(() -> load("- a\n- b\n")).hasMessageContaining("must hold 'key: value' lines");
        assertThatThrownBy(() -> load("model.name: intent\n---\nmodel.name: intent\n"))
                .hasMessage("parallax.yaml:3: must hold one YAML document, and a second one starts here");
    }

    @Test
    void an_empty_file_holds_no_values() throws IOException {
        assertThat(load("# nothing\n").problems()).isEmpty();
    }

    @Test
    void keys_set_twice_empty_values_aliases_and_nested_lists_are_problems() throws IOException {
        // When
        Settings settings = load("""
                model: {name: intent}
                model.name: sentiment
                model.max-length:
                source.topics: [a, [b]]
                source.group-id: &g readers
                sink.transactional-id-prefix: *g
                """);
        // Then
        assertThat(settings.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "model.name: must be set once, and is set at parallax.yaml:1 and at parallax.yaml:2",
                        "model.max-length: has no value: give it one, or leave the key out",
                        "source.topics: must be a list of plain values, and holds a list or a mapping",
                        "sink.transactional-id-prefix: must be written out: YAML aliases are not supported");
    }

    @Test
    void an_override_without_an_equals_sign_is_a_problem() {
        assertThat(Settings.load(Optional.empty(), List.of("model.name")).problems())
                .extracting(Problem::toString)
                .containsExactly("--set: must be key=value, and has no key or no '='");
    }

    @Test
    void values_in_which_something_is_called_a_secret_are_not_described() throws IOException {
        assertThat(load("flink.env.java.opts.all: -Djavax.net.ssl.keyStorePassword=hunter2\nflink.s3.endpoint: s3\n")
                        .describe())
                .contains("flink.env.java.opts.all = ******", "flink.s3.endpoint = s3");
    }

    @Test
    void a_key_that_holds_more_than_a_key_is_told_up_to_there() throws IOException {
        assertThat(load("kafka: {ssl.key.password:hunter2, acks: all}\n").problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("kafka.ssl.key.password… (parallax.yaml:1): must be a key of letters, digits")
                .doesNotContain("hunter2");
    }

    private Settings load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("parallax.yaml"), yaml);
        return Settings.load(Optional.of(file), List.of());
    }
}
