package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Licences and versions of what the job and its command line are made of, by the bill of materials that the build writes. */
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
                    "its POM says BSD alone, which is read as the oldest; LAPACK and ARPACK are BSD-3-Clause. Training only, not in the job jar",
            "javax.annotation:javax.annotation-api",
                    "CDDL-1.0 or GPL-2.0 with the class path exception: used as it is, not in the job jar");

    /** First versions without what was found in earlier ones. */
    private static final Map<String, String> MENDED = Map.ofEntries(
            Map.entry("com.google.protobuf:protobuf-java", "3.25.5"), // CVE-2024-7254
            Map.entry("com.google.code.gson:gson", "2.8.9"), // CVE-2022-25647
            Map.entry("com.fasterxml.jackson.core:jackson-core", "2.15.0"), // CVE-2025-52999
            Map.entry("com.fasterxml.jackson.core:jackson-databind", "2.13.4.2"), // CVE-2022-42003
            Map.entry("commons-beanutils:commons-beanutils", "1.11.0"), // CVE-2025-48734
            Map.entry("commons-collections:commons-collections", "3.2.2"), // CVE-2015-7501
            Map.entry("commons-io:commons-io", "2.14.0"), // CVE-2024-47554
            Map.entry("org.apache.commons:commons-compress", "1.26.0"), // CVE-2024-25710
            Map.entry("org.apache.commons:commons-lang3", "3.18.0"), // CVE-2025-48924
            Map.entry("org.apache.commons:commons-text", "1.10.0"), // CVE-2022-42889
            Map.entry("at.yawk.lz4:lz4-java", "1.10.1"), // CVE-2025-12183, CVE-2025-66566
            Map.entry("org.xerial.snappy:snappy-java", "1.1.10.4"), // CVE-2023-43642
            Map.entry("org.yaml:snakeyaml", "2.0"), // CVE-2022-1471
            Map.entry("org.apache.logging.log4j:log4j-core", "2.25.3"), // CVE-2021-44228, CVE-2025-68161
            Map.entry("org.apache.kafka:kafka-clients", "3.9.1"), // CVE-2025-27817, CVE-2025-27818
            Map.entry("org.bitbucket.b_c:jose4j", "0.9.6"), // CVE-2024-29371
            Map.entry("org.eclipse.jetty:jetty-http", "12.0.12"), // CVE-2024-6763
            Map.entry("org.eclipse.jetty:jetty-server", "12.0.9"), // CVE-2024-8184
            Map.entry("org.scala-lang:scala-library", "2.13.9"), // CVE-2022-36944
            Map.entry("org.apache.flink:flink-shaded-netty", "4.2.8.Final"), // CVE-2025-67735
            Map.entry("org.apache.flink:flink-shaded-zookeeper-3", "3.8.4")); // CVE-2024-23944

    /** Components that stay below, in this very version, and why. */
    private static final Map<String, String> KNOWN = Map.of(
            "org.apache.flink:flink-shaded-netty:4.2.6.Final-21.0",
            "part of Flink 2.3.0 and not in the job jar. It is about clients that put text of others into addresses, and Flink's do not",
            "org.apache.flink:flink-shaded-zookeeper-3:3.7.2-21.0",
            "part of Flink 2.3.0 and not in the job jar. It is about ZooKeeper's server, and Flink has the client of it, for high"
                    + " availability by ZooKeeper alone");

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
    void no_component_has_a_version_that_is_known_to_be_vulnerable_unless_it_is_said_why_it_stays() {
        // Given
        List<String> below = new ArrayList<>();
        for (JsonNode component : components) {
            String mended = MENDED.get(name(component));
            String version = component.path("version").asText();
            if (mended != null && VERSIONS.compare(version, mended) < 0) {
                below.add(name(component) + ":" + version);
            }
        }
        // Then
        assertThat(below).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
        assertThat(components).extracting(SbomIT::name).containsAll(MENDED.keySet());
    }

    @Test
    void versions_are_compared_by_number() {
        assertThat(VERSIONS.compare("1.1.10.7", "1.1.10.4")).isPositive();
        assertThat(VERSIONS.compare("2.9.0", "2.14.0")).isNegative();
        assertThat(VERSIONS.compare("4.2.6.Final-21.0", "4.2.8.Final")).isNegative();
        assertThat(VERSIONS.compare("2.0", "2.0.0")).isZero();
    }

    @Test
    void what_does_not_come_with_flink_is_not_among_what_may_stay() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(KNOWN.keySet())
                .allSatisfy(known ->
                        assertThat(pom).doesNotContain("<include>" + known.substring(0, known.lastIndexOf(':'))));
    }

    private static final Comparator<String> VERSIONS = (one, other) -> {
        int[] left = numbers(one);
        int[] right = numbers(other);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = (i < left.length ? left[i] : 0) - (i < right.length ? right[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    };

    /** Numbers at the beginning of a version. */
    private static int[] numbers(String version) {
        String beginning = version.replaceFirst("[.-]?[^0-9.].*$", "");
        return Arrays.stream(beginning.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
