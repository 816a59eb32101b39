package dev.parallax.job.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.EncodingDiff.Side;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Tests that each record is read back equal to the one that was written, and that the published schemas accept it. */
class RoundTripTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** From before the epoch to the year 9999. */
    private static final long EARLIEST = -4_000_000_000_000L;

    private static final long LATEST = 253_402_300_799_999L;

    /** Draws values of the kinds that records have. */
    private record Draw(SplittableRandom random) {

        String text() {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                int point = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10ffff);
                text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? '"' : point);
            }
            return text.toString();
        }

        long time() {
            return random.nextLong(EARLIEST, LATEST);
        }

        long timeOrNone() {
            return random.nextBoolean() ? -1 : random.nextLong(LATEST);
        }

        double number() {
            double drawn = Double.longBitsToDouble(random.nextLong());
            return Double.isFinite(drawn) ? drawn : random.nextDouble();
        }

        double numberOrNaN() {
            return random.nextInt(3) == 0 ? Double.NaN : number();
        }

        float probability() {
            return random.nextInt(6) == 0 ? Float.NaN : (float) random.nextDouble();
        }

        <T> List<T> some(Supplier<T> element) {
            List<T> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(element.get());
            }
            return elements;
        }

        /** Names that differ. */
        List<String> names() {
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                names.add(i + text());
            }
            return names;
        }

        ModelId model() {
            return new ModelId(text(), String.format("%016x", random.nextLong()));
        }

        <T> T one(T[] values) {
            return values[random.nextInt(values.length)];
        }

        MetricValue metric(String name) {
            return random.nextBoolean()
                    ? MetricValue.of(name, number())
                    : MetricValue.undefined(name, "because " + text());
        }

        Distribution distribution(String name) {
            List<String> bins = names();
            List<Long> counts =
                    bins.stream().map(bin -> (long) random.nextInt(9)).toList();
            return new Distribution(name, bins, counts, random.nextBoolean() ? List.of() : counts);
        }

        QualityReport report() {
            List<NamedCount> counts = new ArrayList<>(List.of(
                    new NamedCount("records", random.nextLong()),
                    new NamedCount("sampled", 1),
                    new NamedCount("compared", 1),
                    new NamedCount("late", 0)));
            names().forEach(name -> counts.add(new NamedCount(name, random.nextLong())));
            return new QualityReport(
                    time(),
                    time(),
                    random.nextLong(1, Long.MAX_VALUE),
                    model(),
                    text(),
                    text(),
                    random.nextInt(5),
                    random.nextBoolean(),
                    some(this::text),
                    text(),
                    counts,
                    some(() -> new Cell(random.nextInt(9), random.nextInt(9), random.nextLong())),
                    some(() -> new CauseCount(text(), text(), random.nextInt(9), random.nextInt(9))),
                    names().stream().map(this::metric).toList(),
                    names().stream().map(this::distribution).toList(),
                    some(() -> new Detector(text(), numberOrNaN(), number(), random.nextInt(9), timeOrNone())),
                    random.nextBoolean()
                            ? null
                            : new Reference(
                                    one(new String[] {"frozen", "file", "previous-day"}),
                                    timeOrNone(),
                                    timeOrNone(),
                                    random.nextInt(9)),
                    some(() -> new Warning(some(this::text), text())));
        }

        Alert alert() {
            return new Alert(
                    one(Alert.State.values()),
                    text(),
                    text(),
                    one(Alert.Severity.values()),
                    numberOrNaN(),
                    number(),
                    one(new String[] {"above", "below"}),
                    time(),
                    time(),
                    timeOrNone(),
                    model(),
                    text(),
                    text(),
                    text());
        }

        Comparison comparison() {
            String[] labels = names().toArray(new String[0]);
            float[] probabilities = new float[labels.length];
            for (int i = 0; i < labels.length; i++) {
                probabilities[i] = probability();
            }
            Prediction primary = new Prediction(text(), probability(), labels, probabilities, probabilities, model());
            TextRecord text = new TextRecord(
                    text(), text(), null, "", -1, new RawRecord("t", 0, 0, -1, 0, null, null, List.of()));
            return new Comparison(
                    new ScoredText(text, Encoding.of(1), primary, 0),
                    random.nextBoolean() ? Comparison.SPARK_NLP : text(),
                    random.nextBoolean() ? Comparison.Outcome.DISAGREED : Comparison.Outcome.NO_CLASS,
                    random.nextBoolean()
                            ? null
                            : new ShadowAnswer(text(), probability(), probabilities, random.nextInt(9)),
                    numberOrNaN(),
                    new SparkNlpReading(
                            false,
                            some(() -> new ClassAnnotation(random.nextInt(9) - 1, 5, text(), 0, probabilities)),
                            random.nextInt(3),
                            random.nextBoolean() ? null : difference(),
                            random.nextBoolean() ? null : attribution()),
                    "");
        }

        byte[] bytes() {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            return bytes;
        }

        byte[] bytesOrNull() {
            return random.nextBoolean() ? null : bytes();
        }

        DeadLetter deadLetter() {
            return new DeadLetter(
                    one(DeadLetter.Reason.values()),
                    one(DeadLetter.Stage.values()),
                    text(),
                    new RawRecord(
                            text(),
                            random.nextInt(9),
                            random.nextInt(9),
                            -1,
                            0,
                            bytesOrNull(),
                            bytesOrNull(),
                            some(() -> new Header(text(), bytesOrNull()))));
        }

        ScoredText scored() {
            TextRecord text = new TextRecord(
                    text(), text(), null, "", -1, new RawRecord("t", 0, 0, -1, 0, null, null, List.of()));
            float probability = (float) random.nextDouble();
            Prediction prediction = new Prediction(
                    text(),
                    probability,
                    new String[] {"a", "b"},
                    new float[] {probability, 1 - probability},
                    new float[] {0, 0},
                    model());
            return new ScoredText(text, Encoding.of(1, 2), prediction, random.nextInt(9));
        }

        private Attribution attribution() {
            boolean proven = random.nextBoolean();
            return new Attribution(
                    some(() -> one(DivergenceCause.values())),
                    proven,
                    random.nextInt(9),
                    proven && random.nextBoolean());
        }

        private EncodingDiff difference() {
            return new EncodingDiff(
                    random.nextInt(9),
                    some(() -> new EncodingDiff.Segment(one(Side.values()), some(this::text))),
                    random.nextInt(9),
                    random.nextInt(9),
                    random.nextInt(9));
        }
    }

    private static Draw draw(long seed) {
        return new Draw(new SplittableRandom(seed));
    }

    @Property
    void a_report_is_read_back_as_it_was_written(@ForAll long seed) throws IOException {
        // Given
        QualityReport report = draw(seed).report();
        // When
        byte[] json = new QualityJson().write(report);
        // Then
        assertThat(PublishedSchemas.ofReport(JSON.readTree(json))).isEmpty();
        assertThat(QualityJson.read(json).report()).isEqualTo(report);
        assertThat(json).doesNotContain((byte) '\n');
    }

    @Property
    void predictions_and_dead_letters_are_as_their_schemas_say(@ForAll long seed, @ForAll boolean text)
            throws IOException {
        // Given
        ScoredText scored = draw(seed).scored();
        // When
        byte[] prediction = new PredictionJson(text).write(scored);
        byte[] letter = new DeadLetterJson().write(draw(seed).deadLetter());
        // Then
        assertThat(PublishedSchemas.ofPrediction(JSON.readTree(prediction))).isEmpty();
        assertThat(PredictionJson.latencyMillis(prediction)).isEqualTo(scored.latencyMillis());
        assertThat(PublishedSchemas.ofDeadLetter(JSON.readTree(letter))).isEmpty();
    }

    @Property
    void an_alert_is_read_back_as_it_was_written(@ForAll long seed) throws IOException {
        // Given
        Alert alert = draw(seed).alert();
        // When
        byte[] json = new AlertJson().write(alert);
        // Then
        assertThat(PublishedSchemas.ofAlert(JSON.readTree(json))).isEmpty();
        assertThat(AlertJson.read(json).alert()).isEqualTo(alert);
        assertThat(json).doesNotContain((byte) '\n');
    }

    @Property
    void a_disagreement_is_read_back_as_it_was_written(@ForAll long seed, @ForAll boolean text) throws IOException {
        // Given
        Comparison compared = draw(seed).comparison();
        for (DisagreementJson form : new DisagreementJson(text).fallbacks()) {
            // When
            byte[] json = form.write(compared);
            // Then
            assertThat(PublishedSchemas.ofDisagreement(JSON.readTree(json))).isEmpty();
            assertThat(WireMapper.write(DisagreementJson.read(json))).isEqualTo(json);
            assertThat(json).doesNotContain((byte) '\n');
        }
        assertThat(DisagreementJson.read(new DisagreementJson(text).write(compared)))
                .isEqualTo(DisagreementRecord.of(compared, text, Set.of()));
    }
}
