package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.infer.model.HeadOptions;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsConfigTest {

    private static ShadowConfig read(String... settings) {
        return OptionReader.read(Settings.load(Optional.empty(), List.of(settings)), ShadowConfig::from);
    }

    @Test
    void without_a_word_texts_are_compared_with_spark_nlp_alone() {
        assertThat(read("shadow.enabled=true").sparkNlp()).isTrue();
        assertThat(read("shadow.enabled=true").heads()).isEmpty();
    }

    @Test
    void heads_have_names_and_come_alone_or_beside_spark_nlp() {
        // When
        ShadowConfig alone = read("shadow.kind=head", "shadow.heads={spark: /m/spark, tf-2: /m/tf}");
        ShadowConfig both = read("shadow.kind=[spark-nlp, head]", "shadow.heads={spark: /m/spark}");
        // Then
        assertThat(alone.sparkNlp()).isFalse();
        assertThat(alone.heads())
                .containsExactly(new HeadOptions("spark", "/m/spark"), new HeadOptions("tf-2", "/m/tf"));
        assertThat(both.sparkNlp()).isTrue();
        assertThat(both.heads()).containsExactly(new HeadOptions("spark", "/m/spark"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            head                | {spark-nlp: /m}         | shadow.heads.spark-nlp
            head                | {none: /m}              | shadow.heads.none
            head                | {Spark: /m}             | small letters, digits and hyphens
            head                | {a: /m, a: /n}          | must be set once
            head                | {a: [x]}                | must be a folder, and is a list
            head                | {}                      | must be a mapping of one name or more
            head                | /m                      | must be a mapping of one name or more
            head, tail          | {a: /m}                 | a list of `spark-nlp` and `head`
            spark-nlp           | {a: /m}                 | a list with head where shadow.heads is set
            """)
    void what_is_wrong_is_told_with_its_key(String kind, String heads, String message) {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> read("shadow.kind=" + kind, "shadow.heads=" + heads));
        assertThat(e).hasMessageContaining(message);
    }

    @Test
    void heads_must_be_named_where_they_are_asked_for() {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read("shadow.kind=head"));
        assertThat(e).hasMessageContaining("shadow.heads").hasMessageContaining("where shadow.kind has head");
    }
}
