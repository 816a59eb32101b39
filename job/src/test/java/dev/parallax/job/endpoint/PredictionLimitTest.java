package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PredictionLimitTest {

    private static final PredictionSerializer SERIALIZER =
            new PredictionSerializer(new SizedOutput("predictions", Long.MAX_VALUE), new PredictionJson(true));

    @Property(tries = 500)
    void no_prediction_is_larger_than_its_bound(@ForAll("predictions") ScoredText scored) {
        for (boolean includeText : new boolean[] {false, true}) {
            PredictionJson json = new PredictionJson(includeText);
            assertThat((long) json.write(scored).length).isLessThanOrEqualTo(json.mostBytes(scored));
        }
    }

    @Property(tries = 500)
    void exactly_what_the_topic_takes_is_let_through(
            @ForAll("predictions") ScoredText scored, @ForAll @IntRange(min = 100, max = 6000) int limit) {
        assertThat(new PredictionLimit(new SizedOutput("predictions", limit), new PredictionJson(true))
                        .excess(scored)
                        .isEmpty())
                .isEqualTo(RecordSize.of(SERIALIZER.serialize(scored, null, null)) <= limit);
    }

    @Test
    void a_byte_too_much_is_reported_with_both_sizes() {
        // Given
        long size = RecordSize.of(SERIALIZER.serialize(Records.SCORED, null, null));
        PredictionJson json = new PredictionJson(true);
        // Then
        assertThat(new PredictionLimit(new SizedOutput("predictions", size), json).excess(Records.SCORED))
                .isEmpty();
        assertThat(new PredictionLimit(new SizedOutput("predictions", size - 1), json).excess(Records.SCORED))
                .hasValue("The prediction has " + size + " bytes with its key and headers, and its topic takes "
                        + (size - 1));
    }

    @Test
    void without_a_limit_every_prediction_is_let_through() {
        RawRecord source = new RawRecord(
                "texts", 0, 0, 0, 0, new byte[9_000_000], null, List.of(new Header("large", new byte[9_000_000])));
        ScoredText scored =
                new ScoredText(new TextRecord("7", "good", null, "", 0, source), Encoding.of(1), Records.PREDICTION, 1);
        assertThat(PredictionLimit.none().excess(scored)).isEmpty();
    }

    @Provide
    Arbitrary<ScoredText> predictions() {
        Arbitrary<String> strings = Arbitraries.strings()
                .ofMaxLength(400)
                .filter(string -> string.chars().noneMatch(unit -> Character.isSurrogate((char) unit)));
        Arbitrary<String> controls =
                Arbitraries.strings().withCharRange('\u0000', '\u001f').ofMaxLength(400);
        Arbitrary<String> texts = Arbitraries.oneOf(strings, controls);
        Arbitrary<Float> floats = Arbitraries.floats();
        return Combinators.combine(texts, texts, texts, floats, Arbitraries.longs(), Arbitraries.integers(), texts)
                .as((id, text, label, score, latency, cut, model) -> new ScoredText(
                        new TextRecord(id, text, null, "", 0, Records.RAW),
                        new Encoding(new int[] {1}, new int[0], new int[0], cut & Integer.MAX_VALUE),
                        new Prediction(
                                label,
                                score,
                                new String[] {label, model},
                                new float[] {score, -score},
                                new float[2],
                                new ModelId(model, label)),
                        latency));
    }
}
