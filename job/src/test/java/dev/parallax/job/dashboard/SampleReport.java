package dev.parallax.job.dashboard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A quality report as the job writes it, with numbers that fit each other. Mutable: a test changes what it is about.
 */
public final class SampleReport {

    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    public static final Duration SLIDE = Duration.ofSeconds(30);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration SIZE = Duration.ofMinutes(10);
    private static final double Z = 1.959963984540054;
    private static final String NO_LABELS = "no labels in the window";

    private final ObjectNode json = MAPPER.createObjectNode();

    private SampleReport() {}

    /**
     * A report of two classes, without labels.
     *
     * @param slide number of the window, from 0
     * @param compared comparisons in it
     * @param disagreed how many of them disagreed
     */
    public static SampleReport of(int slide, int compared, int disagreed) {
        SampleReport report = new SampleReport();
        Instant end = START.plus(SLIDE.multipliedBy(slide));
        ObjectNode json = report.json;
        json.put("schema", "parallax.quality/1");
        json.putObject("window")
                .put("start", end.minus(SIZE).toString())
                .put("end", end.toString())
                .put("slideMillis", SLIDE.toMillis());
        json.putObject("model").put("name", "sentiment").put("fingerprint", "185ff13d60030a12");
        json.put("shadow", "spark-nlp").put("segment", "").put("revision", 0);
        json.put("complete", true);
        json.putArray("labels").add("negative").add("positive");
        int positive = compared / 2;
        int fromNegative = disagreed / 3;
        int noClass = disagreed / 10;
        int fromPositive = disagreed - fromNegative - noClass;
        report.counts(compared, disagreed, noClass);
        ArrayNode matrix = json.putArray("matrix");
        cell(matrix, 0, 0, compared - positive - fromNegative);
        cell(matrix, 0, 1, fromNegative);
        cell(matrix, 1, 0, fromPositive);
        cell(matrix, 1, 1, positive - fromPositive - noClass);
        cell(matrix, 1, 2, noClass);
        ArrayNode causes = json.putArray("causes");
        cause(causes, "SENTENCE_SPLIT", "sentence split", disagreed * 6 / 10, disagreed / 20);
        cause(causes, "CONTRACTION", "contraction", disagreed * 2 / 10, 0);
        cause(causes, "NON_ASCII_PUNCTUATION", "non-ASCII punctuation", disagreed / 10, disagreed / 12);
        report.values(compared, disagreed);
        report.distributions();
        ArrayNode detectors = json.putArray("detectors");
        detectors
                .addObject()
                .put("name", "pageHinkley")
                .put("statistic", 1.2 + disagreed)
                .put("threshold", 50)
                .put("changes", disagreed > 50 ? 1 : 0)
                .put("lastChange", disagreed > 50 ? end.toString() : null);
        detectors
                .addObject()
                .put("name", "adwin")
                .put("statistic", 0.02)
                .put("threshold", 0.11)
                .put("changes", 0)
                .putNull("lastChange");
        json.putObject("reference")
                .put("kind", "frozen")
                .put("start", START.minus(SIZE).toString())
                .put("end", START.toString())
                .put("records", 600);
        return report;
    }

    private void counts(int compared, int disagreed, int noClass) {
        json.putObject("counts")
                .put("records", compared + 14)
                .put("sampled", compared + 9)
                .put("compared", compared)
                .put("sameEncoding", compared * 8 / 10)
                .put("agreed", compared - disagreed)
                .put("disagreed", disagreed)
                .put("noClass", noClass)
                .put("shed", 7)
                .put("failed", 2)
                .put("late", 5)
                .put("truncated", 11)
                .put("labelled", 0)
                .put("unknownLabels", 0);
    }

    private void values(int compared, int disagreed) {
        double rate = (compared - disagreed) / (double) compared;
        double centre = (rate + Z * Z / (2 * compared)) / (1 + Z * Z / compared);
        double half = Z
                * Math.sqrt(rate * (1 - rate) / compared + Z * Z / (4.0 * compared * compared))
                / (1 + Z * Z / compared);
        ObjectNode values = json.putObject("values");
        values.put("agreement.rate", rate)
                .put("agreement.wilson.low", centre - half)
                .put("agreement.wilson.high", centre + half)
                .put("agreement.poststratified.rate", rate - 0.003)
                .put("agreement.poststratified.low", centre - half - 0.004)
                .put("agreement.poststratified.high", centre + half - 0.002)
                .put("agreement.sequence.rate", 0.95 + rate / 100)
                .put("agreement.sequence.low", 0.94)
                .put("agreement.sequence.high", 0.975)
                .put("agreement.kappa", 2 * rate - 1)
                .put("agreement.ac1", 2 * rate - 0.99)
                .put("disagreement.rate", 1 - rate);
        List<String> names = List.of(
                "spark.f1",
                "spark.accuracy",
                "spark.weightedPrecision",
                "spark.weightedRecall",
                "spark.f1ByLabel.negative",
                "spark.f1ByLabel.positive",
                "sklearn.f1.binary",
                "sklearn.f1.micro",
                "sklearn.f1.macro",
                "sklearn.f1.weighted",
                "tensorflow.f1.binary",
                "torchmetrics.f1.macro",
                "keras.f1.macro");
        for (int i = 0; i < names.size(); i++) {
            values.put("f1.shadowVsPrimary." + names.get(i), rate - i * 0.0013);
            undefined("f1.primaryVsLabels." + names.get(i), NO_LABELS);
            undefined("f1.shadowVsLabels." + names.get(i), NO_LABELS);
        }
        for (String name : List.of("p50", "p90", "p99")) {
            undefined("labels.delayMillis." + name, NO_LABELS);
        }
        values.put("labels.coverage", 0.0);
        undefined("mcnemar.onlyPrimaryRight", NO_LABELS);
        undefined("mcnemar.onlyShadowRight", NO_LABELS);
        undefined("mcnemar.pValue", NO_LABELS);
        values.put("drift.predictedClass.psi", 0.0031).put("drift.predictedClass.js", 0.0009);
        values.put("drift.score.psi", 0.0214).put("drift.score.js", 0.0047);
        values.put("drift.score.ks", 0.041).put("drift.score.ksPValue", 0.27);
        values.put("drift.tokens.psi", 0.0122).put("drift.tokens.js", 0.0031);
        values.put("drift.unknownTokenRate", 0.0006).put("drift.truncationRate", -0.0011);
        values.put("unknownTokenRate", 0.0021).put("truncationRate", 0.0183);
        values.put("tokens.p50", 22).put("tokens.p95", 54).put("tokens.p99", 76);
        values.put("score.p05", 0.6112).put("score.p50", 0.9731);
        values.put("detector.pageHinkley", disagreed > 50 ? 1 : 0).put("detector.adwin", 0);
    }

    private void distributions() {
        ObjectNode distributions = json.putObject("distributions");
        ObjectNode classes = distributions.putObject("predictedClass");
        classes.putArray("bins").add("negative").add("positive");
        classes.putArray("counts").add(290).add(310);
        classes.putArray("reference").add(301).add(299);
        ObjectNode score = distributions.putObject("score");
        ObjectNode tokens = distributions.putObject("tokens");
        for (ObjectNode one : List.of(score, tokens)) {
            one.putArray("bins");
            one.putArray("counts");
            one.putArray("reference");
        }
        for (int bin = 0; bin < 20; bin++) {
            bin(
                    score,
                    String.format(Locale.ROOT, "%.2f-%.2f", bin * 0.05, (bin + 1) * 0.05),
                    Math.round(Math.exp((bin - 14) * 0.9)),
                    Math.round(Math.exp((bin - 14.2) * 0.93)));
        }
        int from = 1;
        for (int to : new int[] {4, 8, 16, 32, 64, 128, 256, 512}) {
            double x = Math.log(from * 1.4) - 3;
            bin(
                    tokens,
                    from + "-" + to,
                    Math.round(260 * Math.exp(-x * x)),
                    Math.round(250 * Math.exp(-(x - 0.1) * (x - 0.1))));
            from = to;
        }
    }

    private static void bin(ObjectNode distribution, String name, long count, long reference) {
        distribution.withArray("bins").add(name);
        distribution.withArray("counts").add(count);
        distribution.withArray("reference").add(reference);
    }

    private static void cell(ArrayNode matrix, int primary, int shadow, long count) {
        if (count != 0) {
            matrix.addArray().add(primary).add(shadow).add(count);
        }
    }

    private static void cause(ArrayNode causes, String cause, String title, long proven, long suspected) {
        if (proven + suspected > 0) {
            causes.addObject()
                    .put("cause", cause)
                    .put("title", title)
                    .put("proven", proven)
                    .put("suspected", suspected);
        }
    }

    /** Gives it another segment. */
    public SampleReport segment(String segment) {
        json.put("segment", segment);
        return this;
    }

    /** Gives it another model. */
    public SampleReport model(String name) {
        json.withObject("/model").put("name", name);
        return this;
    }

    /** Gives it another shadow. */
    public SampleReport shadow(String name) {
        json.put("shadow", name);
        return this;
    }

    /** Makes it a later form of the same window's report. */
    public SampleReport revision(int revision) {
        json.put("revision", revision);
        return this;
    }

    /** Says that numbers mislead. */
    SampleReport warning(String message, String... metrics) {
        ObjectNode warning = json.withArray("warnings").addObject().put("message", message);
        List.of(metrics).forEach(warning.putArray("metrics")::add);
        return this;
    }

    /** Takes a number away and says why. */
    SampleReport undefined(String name, String reason) {
        json.withObject("/values").putNull(name);
        json.withObject("/undefined").put(name, reason);
        return this;
    }

    /** The object, for changes of any kind. */
    public ObjectNode json() {
        return json;
    }

    public byte[] bytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
