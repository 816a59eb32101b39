package dev.parallax.job.dashboard.state;

import dev.parallax.job.wire.AlertRecord;
import dev.parallax.job.wire.ModelRecord;
import dev.parallax.job.wire.QualityRecord;
import dev.parallax.job.wire.QualityRecord.Cause;
import dev.parallax.job.wire.QualityRecord.Detector;
import dev.parallax.job.wire.QualityRecord.Distribution;
import dev.parallax.job.wire.QualityRecord.Reference;
import dev.parallax.job.wire.QualityRecord.Warning;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records and texts that anyone may have written, cut to lengths that a page can show. */
final class Clipped {

    private static final int NAME = 200;
    private static final int TEXT = 1000;

    private Clipped() {}

    /** A report with its names and messages cut. */
    static QualityRecord report(QualityRecord report) {
        return new QualityRecord(
                report.schema(),
                report.window(),
                model(report.model()),
                name(report.shadow()),
                name(report.segment()),
                report.revision(),
                report.complete(),
                names(report.labels()),
                nameOrNull(report.positive()),
                report.counts(),
                report.matrix(),
                report.causes().stream()
                        .map(cause ->
                                new Cause(name(cause.cause()), name(cause.title()), cause.proven(), cause.suspected()))
                        .toList(),
                report.values(),
                report.undefined(),
                copy(report.distributions()),
                report.detectors().stream()
                        .map(detector -> new Detector(
                                name(detector.name()),
                                detector.statistic(),
                                detector.threshold(),
                                detector.changes(),
                                detector.lastChange()))
                        .toList(),
                reference(report.reference()),
                report.warnings().stream()
                        .map(warning -> new Warning(names(warning.metrics()), text(warning.message())))
                        .toList());
    }

    private static Map<String, Distribution> copy(Map<String, Distribution> distributions) {
        Map<String, Distribution> clipped = new LinkedHashMap<>();
        distributions.forEach(
                (name, one) -> clipped.put(name, new Distribution(names(one.bins()), one.counts(), one.reference())));
        return clipped;
    }

    private static @Nullable Reference reference(@Nullable Reference reference) {
        return reference == null
                ? null
                : new Reference(name(reference.kind()), reference.start(), reference.end(), reference.records());
    }

    /** An alert with its names and its link cut. */
    static AlertRecord alert(AlertRecord alert) {
        return new AlertRecord(
                alert.schema(),
                alert.state(),
                name(alert.rule()),
                name(alert.metric()),
                name(alert.severity()),
                alert.value(),
                alert.threshold(),
                name(alert.comparison()),
                alert.window(),
                alert.since(),
                model(alert.model()),
                name(alert.shadow()),
                name(alert.segment()),
                text(alert.runbook()));
    }

    /** A model with its name and fingerprint cut. */
    static ModelRecord model(ModelRecord model) {
        return new ModelRecord(name(model.name()), name(model.fingerprint()));
    }

    /** A name of at most {@value #NAME} UTF-16 units and an ellipsis. */
    static String name(String name) {
        return clip(name, NAME);
    }

    static @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : name(name);
    }

    static List<String> names(List<String> names) {
        return names.stream().map(Clipped::name).toList();
    }

    /** A text of at most {@value #TEXT} UTF-16 units and an ellipsis. */
    static String text(String text) {
        return clip(text, TEXT);
    }

    /**
     * Cut before a pair of surrogates rather than between them. Half a pair is a question mark, as it would be on its
     * way to the page: so a name by which the page asks is the one that was kept.
     */
    private static String clip(String foreign, int length) {
        String text = new String(foreign.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
