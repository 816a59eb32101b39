package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The checked-in list of what is known to be vulnerable, {@code advisories.yaml}: one section of it. */
final class Advisories {

    private final JsonNode section;

    private Advisories(JsonNode section) {
        this.section = section;
    }

    /** The section {@code components}, by group and artefact, or {@code images}, by name. */
    static Advisories of(String section) throws IOException {
        try (InputStream in = Objects.requireNonNull(Advisories.class.getResourceAsStream("/advisories.yaml"))) {
            return new Advisories(new YAMLMapper().readTree(in).required(section));
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        section.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Ids of advisories that are about this version. */
    Set<String> on(String name, String version) {
        Set<String> found = new TreeSet<>();
        for (var known : section.path(name).path("known").properties()) {
            if (Versions.within(version, known.getValue().asText())) {
                found.add(known.getKey());
            }
        }
        return found;
    }

    /** Names and versions, {@code name:version}, that may stay though an advisory is about them. */
    Set<String> staying() {
        Set<String> staying = new TreeSet<>();
        for (var entry : section.properties()) {
            entry.getValue()
                    .path("stays")
                    .fieldNames()
                    .forEachRemaining(version -> staying.add(entry.getKey() + ":" + version));
        }
        return staying;
    }

    /** Why it may. */
    String reason(String name, String version) {
        return section.path(name).path("stays").path(version).asText();
    }
}
