package dev.parallax.job.filereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.job.filereport.code.PythonCode;
import dev.parallax.job.filereport.code.ScalaCode;
import dev.parallax.job.filereport.code.StageCode;
import dev.parallax.job.filereport.count.LabelCounts;
import dev.parallax.job.filereport.count.Lengths;
import dev.parallax.job.filereport.count.OutcomeCounts;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.Share;
import dev.parallax.job.filereport.count.Tally;
import dev.parallax.job.filereport.count.TextExample;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A report's numbers, and the examples with their texts, as a JSON object. The same report always has the same bytes.
 * NaN and infinity are null; shares have six digits, probabilities three.
 */
final class ReportJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final double DIGITS = 1e6;

    private final Report report;

    private ReportJson(Report report) {
        this.report = report;
    }

    /** The JSON object followed by a line feed. */
    static String of(Report report) {
        try {
            return MAPPER.writeValueAsString(new ReportJson(report).root()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    private ObjectNode root() {
        Tally tally = report.tally();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("input", report.input());
        root.putObject("model")
                .put("name", report.model().name())
                .put("fingerprint", report.model().fingerprint());
        pipeline(root.putArray("pipeline"));
        root.put("answer", report.asItIs().choice().toString());
        texts(root.putObject("texts"));
        counts(root.putObject("agreement"), tally.all());
        causes(root.putObject("flips"));
        groups(root.putArray("byClass"), tally.labels(), tally.byLabel());
        groups(root.putArray("byLength"), Lengths.names(), tally.byLength());
        confusion(root.putArray("confusion"));
        accuracy(root);
        ArrayNode candidates = root.putArray("candidates");
        report.ranked().forEach(ranked -> candidate(candidates.addObject(), ranked));
        ArrayNode examples = root.putArray("examples");
        report.examples().forEach(example -> example(examples.addObject(), example));
        return root;
    }

    private void pipeline(ArrayNode stages) {
        for (StageCode stage : StageCode.of(report.asItIs().pipeline(), report.classifier())) {
            ObjectNode json = stages.addObject();
            json.put("stage", stage.simpleType());
            stage.parameters().forEach(json::put);
        }
    }

    private void texts(ObjectNode json) {
        Tally tally = report.tally();
        json.put("read", tally.all().texts() + report.allDeadLetters());
        json.put("compared", tally.all().compared());
        json.put("skipped", tally.all().texts() - tally.all().compared() - failed(tally.all()));
        json.put("failed", failed(tally.all()));
        json.put("capped", tally.capped());
        ObjectNode letters = json.putObject("deadLetters");
        report.deadLetters().forEach(letters::put);
    }

    private static long failed(OutcomeCounts counts) {
        return counts.of(Outcome.FAILED);
    }

    private static void counts(ObjectNode json, OutcomeCounts counts) {
        json.put("texts", counts.compared());
        json.put("sameLabel", counts.agreed());
        json.put("otherLabel", counts.disagreed());
        json.put("noClass", counts.noClass());
        json.put("sameEncoding", counts.sameEncodings());
        share(json.putObject("agreement"), counts.agreement());
        share(json.putObject("encodings"), new Share(counts.sameEncodings(), counts.compared()));
    }

    private static void share(ObjectNode json, Share share) {
        number(json, "share", share.value());
        if (share.interval().isPresent()) {
            ArrayNode interval = json.putArray("interval95");
            interval.add(rounded(share.interval().get().low()));
            interval.add(rounded(share.interval().get().high()));
        } else {
            json.putNull("interval95");
        }
    }

    private static void number(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, rounded(value.getAsDouble()));
        } else {
            json.putNull(name);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }

    private void causes(ObjectNode json) {
        Tally tally = report.tally();
        json.put("texts", tally.all().flipped());
        json.put("proven", tally.proven());
        ArrayNode causes = json.putArray("causes");
        tally.causes()
                .forEach((cause, counts) -> causes.addObject()
                        .put("cause", cause.name())
                        .put("title", cause.title())
                        .put("proven", counts.proven())
                        .put("alone", counts.alone())
                        .put("suspected", counts.suspected()));
    }

    private static void groups(ArrayNode json, List<String> names, List<OutcomeCounts> groups) {
        for (int i = 0; i < names.size(); i++) {
            ObjectNode group = json.addObject();
            group.put("name", names.get(i));
            counts(group, groups.get(i));
        }
    }

    private void confusion(ArrayNode json) {
        List<String> labels = report.tally().labels();
        long[][] confusion = report.tally().confusion();
        for (int primary = 0; primary < labels.size(); primary++) {
            for (int shadow = 0; shadow <= labels.size(); shadow++) {
                if (confusion[primary][shadow] > 0) {
                    json.addObject()
                            .put("huggingFace", labels.get(primary))
                            .put("sparkNlp", shadow < labels.size() ? labels.get(shadow) : null)
                            .put("texts", confusion[primary][shadow]);
                }
            }
        }
    }

    private void accuracy(ObjectNode root) {
        LabelCounts truth = report.tally().truth();
        if (truth.texts() + truth.unknown() == 0) {
            root.putNull("accuracy");
            return;
        }
        ObjectNode json = root.putObject("accuracy");
        json.put("texts", truth.texts());
        json.put("otherLabels", truth.unknown());
        share(json.putObject("huggingFace"), truth.huggingFace());
        share(json.putObject("sparkNlp"), truth.sparkNlp());
        json.put("onlyHuggingFaceRight", truth.onlyHuggingFace());
        json.put("onlySparkNlpRight", truth.onlySparkNlp());
    }

    private void candidate(ObjectNode json, Report.RankedCandidate ranked) {
        OutcomeCounts counts = ranked.counts().outcomes();
        ArrayNode changes = json.putArray("changes");
        ranked.candidate().changes().forEach(changes::add);
        counts(json, counts);
        json.put("failed", failed(counts));
        json.put("fixed", ranked.counts().fixed());
        json.put("broken", ranked.counts().broken());
        json.put("scala", ScalaCode.of(ranked.candidate(), report.classifier()));
        json.put("python", PythonCode.of(ranked.candidate(), report.classifier()));
    }

    private static void example(ObjectNode json, TextExample example) {
        json.put("id", example.id());
        json.put("line", example.line());
        json.put("text", example.text());
        json.put("cutCharacters", example.cutCharacters());
        json.put("label", example.truth());
        json.put("outcome", example.outcome().name());
        answer(json.putObject("huggingFace"), example.huggingFace(), example.huggingFaceScore());
        if (example.sparkNlp() == null) {
            json.putNull("sparkNlp");
        } else {
            answer(json.putObject("sparkNlp"), example.sparkNlp(), example.sparkNlpScore());
        }
        number(json, "totalVariation", TextExample.number(example.totalVariation()));
        ArrayNode rows = json.putArray("classes");
        for (TextExample.ClassElement row : example.rows()) {
            ObjectNode element = rows.addObject();
            element.put("sentence", row.sentence()).put("begin", row.begin()).put("end", row.end());
            answer(element, row.label(), row.score());
        }
        json.put("moreClasses", example.moreRows());
        ArrayNode causes = json.putArray("causes");
        example.causes().forEach(cause -> causes.add(cause.name()));
        json.put("proven", example.proven());
        json.put("minimal", example.minimal());
        difference(json, example);
    }

    private static void answer(ObjectNode json, String label, int score) {
        json.put("label", label);
        number(json, "score", TextExample.number(score));
    }

    private static void difference(ObjectNode json, TextExample example) {
        EncodingDiff diff = example.diff();
        if (diff == null) {
            json.putNull("difference");
            return;
        }
        ObjectNode difference = json.putObject("difference");
        difference.put("at", diff.firstDifference());
        difference.put("before", diff.piecesBefore());
        ArrayNode segments = difference.putArray("segments");
        for (EncodingDiff.Segment segment : diff.segments()) {
            ObjectNode part = segments.addObject();
            part.put(
                    "side",
                    Map.of(
                                    EncodingDiff.Side.BOTH, "both",
                                    EncodingDiff.Side.PRIMARY, "huggingFace",
                                    EncodingDiff.Side.SHADOW, "sparkNlp")
                            .get(segment.side()));
            ArrayNode pieces = part.putArray("pieces");
            segment.pieces().forEach(pieces::add);
        }
        difference.putArray("after").add(diff.primaryPiecesAfter()).add(diff.shadowPiecesAfter());
    }
}
