package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison.Outcome;
import org.junit.jupiter.api.Test;

class HeadFunctionTest {

    private static ScoredText scored(float... headLogits) {
        Encoding encoding = Encoding.of(1);
        ScoredText scored = Texts.scored("7", "good", encoding, Texts.prediction(-1, 1));
        return new ScoredText(scored.text(), encoding, scored.prediction(), 1, headLogits);
    }

    @Test
    void the_head_at_its_place_is_compared_with_the_model() {
        // When
        Comparison agreed = new HeadFunction("first", 0).map(scored(0, 2, 3, 0));
        Comparison differed = new HeadFunction("second", 1).map(scored(0, 2, 3, 0));
        // Then
        assertThat(agreed.outcome()).isEqualTo(Outcome.AGREED);
        assertThat(agreed.shadowName()).isEqualTo("first");
        assertThat(differed.outcome()).isEqualTo(Outcome.DISAGREED);
        assertThat(differed.shadowName()).isEqualTo("second");
        assertThat(differed.ofSparkNlp()).isFalse();
        ShadowAnswer answer = differed.shadow();
        assertThat(answer).isNotNull();
        assertThat(answer.label()).isEqualTo("negative");
        assertThat((double) answer.probability()).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-6));
    }

    @Test
    void a_text_that_was_scored_before_there_was_the_head_is_not_compared() {
        assertThat(new HeadFunction("second", 1).map(scored(0, 2)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_head_that_failed_is_told_as_failed() {
        // When
        Comparison failed = new HeadFunction("first", 0).map(scored(Float.NaN, 0));
        // Then
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.shadow()).isNull();
        assertThat(failed.detail()).contains("no finite logits");
        assertThat(failed.shadowName()).isEqualTo("first");
    }
}
