package dev.parallax.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.job.config.value.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads a report that was kept in a file as what drift is measured against. */
final class ReferenceFile {

    private static final String SCHEMA = "parallax.quality/1";

    /** Reports of thousands of classes have some hundred KB. */
    private static final int LARGEST = 16 << 20;

    private ReferenceFile() {}

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or does not hold a report of the schema that is written here, with the
     *     same bins
     */
    static FileReference read(Path file) throws IOException {
        JsonNode report;
        try {
            report = JsonMapper.builder().build().readTree(TextFile.read(file, LARGEST));
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!report.path("schema").asText().equals(SCHEMA)) {
            throw new IOException("its schema must be " + SCHEMA + ", and is '"
                    + report.path("schema").asText() + "'");
        }
        JsonNode distributions = report.path("distributions");
        List<String> classes = names(distributions, "predictedClass");
        List<Long> counts = counts(distributions, "predictedClass", classes);
        List<ClassCount> byClass = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            byClass.add(new ClassCount(classes.get(i), counts.get(i)));
        }
        return new FileReference(
                time(report, "start"),
                time(report, "end"),
                byClass,
                counts(distributions, "score", Bins.SCORE.names()),
                counts(distributions, "tokens", Bins.TOKENS.names()),
                count(report, "records"),
                count(report, "tokens"),
                count(report, "unknownTokens"),
                count(report, "truncated"));
    }

    private static long time(JsonNode report, String end) throws IOException {
        String text = report.path("window").path(end).asText();
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IOException("its window must have a time as its " + end + ", not '" + text + "'", e);
        }
    }

    private static long count(JsonNode report, String name) throws IOException {
        return whole(report.path("counts").path(name), "counts." + name);
    }

    private static List<String> names(JsonNode distributions, String name) throws IOException {
        List<String> names = new ArrayList<>();
        distributions.path(name).path("bins").forEach(bin -> names.add(bin.asText()));
        if (names.isEmpty()) {
            throw new IOException("distributions." + name + ".bins must be a list of names, and is none");
        }
        return names;
    }

    private static List<Long> counts(JsonNode distributions, String name, List<String> bins) throws IOException {
        if (!names(distributions, name).equals(bins)) {
            throw new IOException("distributions." + name + ".bins must be " + bins);
        }
        List<Long> counts = new ArrayList<>();
        for (JsonNode count : distributions.path(name).path("counts")) {
            counts.add(whole(count, "distributions." + name + ".counts"));
        }
        if (counts.size() != bins.size()) {
            throw new IOException(
                    "distributions." + name + ".counts must be " + bins.size() + " counts, and are " + counts.size());
        }
        return counts;
    }

    private static long whole(JsonNode node, String name) throws IOException {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new IOException(name + " must be a count of 0 or more, and is a JSON " + node.getNodeType());
        }
        return node.longValue();
    }
}
