package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Licences and versions of what the job and its command line are made of, by the bill of materials that the build
 * writes.
 */
class SbomIT {

    private static final Path BILL = Path.of("target", "bom.json");

    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0", "EPL-2.0");

    /** Components that name none of those, and why they may stay. */
    private static final Map<String, String> OTHER_LICENCES = Map.of(
            "org.apache.datasketches:datasketches-memory",
                    "Apache-2.0, which its parent POM does not repeat in a form that is read",
            "com.google.re2j:re2j", "the Go licence is BSD-3-Clause by its text",
            "net.sourceforge.f2j:arpack_combined_all",
                    "its POM says BSD alone, which is read as the oldest; LAPACK and ARPACK are BSD-3-Clause."
                            + " Training only, not in the job jar",
            "javax.annotation:javax.annotation-api",
                    "CDDL-1.0 or GPL-2.0 with the class path exception: used as it is, not in the job jar");

    private List<JsonNode> components;

    @BeforeEach
    void read() throws IOException {
        components = new ArrayList<>();
        JsonMapper.builder().build().readTree(BILL.toFile()).path("components").forEach(components::add);
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    private static List<String> licences(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            licences.add(licence.path("id")
                    .asText(licence.path("name").asText(entry.path("expression").asText())));
        }
        return licences;
    }

    @Test
    void the_bill_names_what_the_job_is_made_of() {
        assertThat(components).hasSizeGreaterThan(100);
        assertThat(components)
                .extracting(SbomIT::name)
                .contains(
                        "com.microsoft.onnxruntime:onnxruntime",
                        "org.apache.kafka:kafka-clients",
                        "dev.parallax:parallax-operators")
                .doesNotContain("org.junit.jupiter:junit-jupiter");
    }

    @Test
    void every_component_has_a_licence_that_is_allowed_or_is_known_by_name() {
        // Given
        Map<String, List<String>> others = new TreeMap<>();
        for (JsonNode component : components) {
            List<String> licences = licences(component);
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                others.put(name(component), licences);
            }
        }
        // Then
        assertThat(others.keySet()).as(others::toString).isEqualTo(OTHER_LICENCES.keySet());
    }

    @Test
    void no_component_has_a_version_that_is_known_to_be_vulnerable_unless_it_is_said_why_it_stays() throws IOException {
        // Given
        Advisories advisories = Advisories.of("components");
        Map<String, Set<String>> vulnerable = new TreeMap<>();
        for (JsonNode component : components) {
            String version = component.path("version").asText();
            Set<String> found = advisories.on(name(component), version);
            if (!found.isEmpty()) {
                vulnerable.put(name(component) + ":" + version, found);
            }
        }
        // Then
        assertThat(vulnerable.keySet()).as(vulnerable::toString).isEqualTo(advisories.staying());
        assertThat(components).extracting(SbomIT::name).containsAll(advisories.names());
    }

    @Test
    void what_may_stay_has_a_reason_and_comes_with_flink_and_not_with_the_job() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Advisories advisories = Advisories.of("components");
        assertThat(advisories.staying()).isNotEmpty().allSatisfy(staying -> {
            String name = staying.substring(0, staying.lastIndexOf(':'));
            assertThat(advisories.reason(name, staying.substring(name.length() + 1)))
                    .startsWith("Not in the job jar");
            assertThat(name).startsWith("org.apache.flink:");
            assertThat(pom).doesNotContain("<include>" + name);
        });
    }
}
