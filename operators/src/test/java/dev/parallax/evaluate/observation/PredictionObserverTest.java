package dev.parallax.evaluate.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionObserverTest {

    /** Places of the tiny models' special tokens. */
    private static final int PAD = 0;

    private static final int UNKNOWN = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int WORD = 7;

    private static final Encoding ENCODING = Encoding.of(FIRST, WORD, UNKNOWN, PAD, UNKNOWN, LAST);

    private static final boolean SAMPLED = true;
    private static final boolean UNSAMPLED = false;

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private List<Observation> observed(boolean sampled, boolean labelsApart, ScoredText scored) throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<ScoredText, Observation>(
                new StreamFlatMap<>(new PredictionObserver(serving, labelsApart)))) {
            harness.open();
            harness.processElement(sampled ? scored.inSample() : scored, Scored.TIME);
            return List.copyOf(harness.extractOutputValues());
        }
    }

    private static Observation predicted(boolean sampled, @Nullable String label) {
        return Observation.of(
                Scored.ID, Scored.SEGMENT, Scored.TIME, new Predicted(1, 0.75f, 6, 2, false, sampled, label));
    }

    @Test
    void a_prediction_tells_its_class_its_score_and_its_tokens() throws Exception {
        assertThat(observed(SAMPLED, true, Scored.positive(null, ENCODING))).containsExactly(predicted(true, null));
    }

    @Test
    void a_text_that_was_cut_is_told_as_such() throws Exception {
        // Given
        Encoding cut = new Encoding(new int[] {FIRST, WORD, LAST}, new int[0], new int[0], 4);
        // Then
        assertThat(observed(SAMPLED, true, Scored.positive(null, cut)))
                .extracting(observation -> observation.predicted())
                .containsExactly(new Predicted(1, 0.75f, 3, 0, true, true, null));
    }

    @Test
    void a_text_that_is_not_in_the_sample_is_observed_as_such() throws Exception {
        assertThat(observed(UNSAMPLED, true, Scored.positive(null, ENCODING))).containsExactly(predicted(false, null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {SAMPLED, UNSAMPLED})
    void a_label_that_comes_with_its_text_counts_at_once(boolean sampled) throws Exception {
        assertThat(observed(sampled, false, Scored.positive("negative", ENCODING)))
                .containsExactly(
                        predicted(sampled, "negative"),
                        Observation.of(Scored.ID, Scored.SEGMENT, Scored.TIME, new Labelled(1, 0, 0, 1)));
        assertThat(observed(sampled, false, Scored.positive("sarcastic", ENCODING))
                        .get(1)
                        .labelled())
                .isEqualTo(new Labelled(1, Observation.NO_INDEX, 0, 1));
    }

    @Test
    void a_label_is_left_to_the_join_where_there_is_one() throws Exception {
        assertThat(observed(SAMPLED, true, Scored.positive("negative", ENCODING)))
                .containsExactly(predicted(true, "negative"));
        assertThat(observed(UNSAMPLED, true, Scored.positive("negative", ENCODING)))
                .containsExactly(predicted(false, "negative"));
    }

    @Test
    void a_vocabulary_without_an_unknown_token_has_no_unknown_tokens() throws Exception {
        // Given: byte-level BPE reads everything
        serving = TinyModel.roberta().serving(folder);
        // Then
        assertThat(observed(UNSAMPLED, true, Scored.positive(null, ENCODING)))
                .extracting(observation -> observation.predicted().unknownTokens())
                .containsExactly(0);
    }

    @Test
    void a_model_that_cannot_be_read_fails_for_good() throws Exception {
        Files.delete(folder.resolve("config.json"));
        assertThatThrownBy(() -> observed(UNSAMPLED, true, Scored.positive(null, ENCODING)))
                .isInstanceOf(ModelException.class)
                .hasStackTraceContaining("config.json");
    }
}
