package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tests the comparison of versions with the list of advisories. */
class AdvisoriesTest {

    @Test
    void versions_are_compared_by_number() {
        assertThat(Versions.BY_NUMBER.compare("1.1.10.7", "1.1.10.4")).isPositive();
        assertThat(Versions.BY_NUMBER.compare("2.9.0", "2.14.0")).isNegative();
        assertThat(Versions.BY_NUMBER.compare("4.2.6.Final-21.0", "4.2.8")).isNegative();
        assertThat(Versions.BY_NUMBER.compare("1.5.7-9", "1.5.7-14")).isNegative();
        assertThat(Versions.BY_NUMBER.compare("v3.13.4", "3.13.2")).isPositive();
        assertThat(Versions.BY_NUMBER.compare("2.3.0-scala_2.12-java17", "2.3.0"))
                .isZero();
        assertThat(Versions.BY_NUMBER.compare("2.0", "2.0.0")).isZero();
    }

    @Test
    void a_version_is_within_bounds_that_all_hold() {
        assertThat(Versions.within("12.1.11", ">=12.1.0 <12.1.12")).isTrue();
        assertThat(Versions.within("12.1.12", ">=12.1.0 <12.1.12")).isFalse();
        assertThat(Versions.within("12.0.38", ">=12.1.0 <12.1.12")).isFalse();
        assertThatThrownBy(() -> Versions.within("1.0", "1.0"))
                .hasMessage("Expected >= or < before a version, found 1.0");
    }

    @Test
    void an_older_version_is_found_and_the_newer_one_is_not() throws Exception {
        Advisories components = Advisories.of("components");
        assertThat(components.on("com.github.luben:zstd-jni", "1.5.6-10")).contains("CVE-2026-87795");
        assertThat(components.on("com.github.luben:zstd-jni", "1.5.7-15")).isEmpty();
        assertThat(components.on("org.apache.logging.log4j:log4j-core", "2.25.3"))
                .containsExactly("CVE-2026-34477", "CVE-2026-34478", "CVE-2026-34480");
        assertThat(Advisories.of("images").on("grafana/grafana", "12.1.1")).contains("CVE-2025-41115");
    }
}
