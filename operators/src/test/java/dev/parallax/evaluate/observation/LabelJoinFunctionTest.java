package dev.parallax.evaluate.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelJoinFunctionTest {

    private static final String ID = "text-1";
    private static final long TIME = 1_000_000;
    private static final String SPARK = "spark-nlp";
    private static final List<ObservedShadow> SHADOWS = List.of(ObservedShadow.sparkNlp());
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final ObservedClasses CLASSES = new ObservedClasses(new String[] {"negative", "positive"});

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private static Observation prediction(boolean sampled, @Nullable String label) {
        return Observation.of(ID, "de", TIME, new Predicted(1, 0.9f, 12, 0, false, sampled, label));
    }

    private static Observation comparison() {
        return Observation.of(ID, "de", SPARK, TIME, new Compared(1, 0, Outcome.DISAGREED, 0, false, 0));
    }

    private static TrueLabel label(String name, long delay) {
        return new TrueLabel(ID, name, TIME + delay);
    }

    private static Observation primary(int label, long delay, int weight) {
        return Observation.of(ID, "de", TIME, new Labelled(1, label, delay, weight));
    }

    private static Observation both(int label, int weight) {
        return Observation.of(ID, "de", SPARK, TIME, new LabelledBoth(1, 0, label, weight));
    }

    /** The join in Flink's harness, without Kryo. */
    private final class Join implements AutoCloseable {

        private final KeyedTwoInputStreamOperatorTestHarness<String, Observation, TrueLabel, Observation> flink;

        Join() throws Exception {
            flink = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new KeyedCoProcessOperator<>(new LabelJoinFunction(serving, SHADOWS, RETENTION)),
                    Observation::id,
                    TrueLabel::id,
                    Types.STRING);
            flink.getExecutionConfig()
                    .getSerializerConfig()
                    .configure(
                            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                            LabelJoinFunctionTest.class.getClassLoader());
        }

        Join open() throws Exception {
            flink.open();
            return this;
        }

        void add(Observation observation) throws Exception {
            flink.processElement1(observation, observation.timestampMillis());
        }

        void add(TrueLabel label) throws Exception {
            flink.processElement2(label, label.timestampMillis());
        }

        List<Observation> emitted() {
            return List.copyOf(flink.extractOutputValues());
        }

        @Override
        public void close() throws Exception {
            flink.close();
        }
    }

    @Test
    void a_label_counts_once_the_prediction_is_there_and_beside_both_answers_once_the_comparison_is_too()
            throws Exception {
        try (Join join = new Join().open()) {
            // When
            join.add(prediction(true, null));
            List<Observation> unlabelled = join.emitted();
            join.add(label("positive", 500));
            List<Observation> before = join.emitted();
            join.add(comparison());
            // Then
            assertThat(unlabelled).isEmpty();
            assertThat(before).containsExactly(primary(1, 500, 1));
            assertThat(join.emitted()).containsExactly(primary(1, 500, 1), both(1, 1));
        }
    }

    @Test
    void a_text_that_the_shadow_is_not_asked_about_waits_for_no_comparison() throws Exception {
        try (Join join = new Join().open()) {
            join.add(label("negative", 7));
            join.add(prediction(false, null));
            assertThat(join.emitted()).containsExactly(primary(0, 7, 1));
        }
    }

    @Test
    void a_label_that_changes_is_taken_back_and_told_anew() throws Exception {
        try (Join join = new Join().open()) {
            // Given
            join.add(prediction(true, null));
            join.add(comparison());
            join.add(label("positive", 500));
            // When
            join.add(label("negative", 900));
            // Then
            assertThat(join.emitted())
                    .containsExactly(
                            primary(1, 500, 1),
                            both(1, 1),
                            primary(1, 500, -1),
                            primary(0, 900, 1),
                            both(1, -1),
                            both(0, 1));
        }
    }

    @Test
    void an_answer_that_changes_is_taken_back_and_told_anew() throws Exception {
        try (Join join = new Join().open()) {
            // Given
            join.add(prediction(true, null));
            join.add(comparison());
            join.add(label("positive", 500));
            // When: the text comes again, and the shadow breaks; and then again, and it answers
            join.add(Observation.of(
                    ID, "de", SPARK, TIME, new Compared(1, Observation.NO_INDEX, Outcome.FAILED, 0, false, 0)));
            List<Observation> broken = join.emitted();
            join.add(comparison());
            // Then
            assertThat(broken).containsExactly(primary(1, 500, 1), both(1, 1), both(1, -1));
            assertThat(join.emitted()).hasSize(4).endsWith(both(1, 1));
        }
    }

    @Test
    void what_is_told_twice_tells_nothing_new() throws Exception {
        try (Join join = new Join().open()) {
            for (int i = 0; i < 3; i++) {
                join.add(prediction(true, null));
                join.add(comparison());
                join.add(label("positive", 500));
            }
            assertThat(join.emitted()).containsExactly(primary(1, 500, 1), both(1, 1));
        }
    }

    @Test
    void a_label_that_came_with_its_text_stands_until_another_comes_apart_from_it() throws Exception {
        try (Join join = new Join().open()) {
            join.add(prediction(true, "positive"));
            join.add(comparison());
            join.add(label("negative", 40));
            join.add(prediction(true, "positive"));
            assertThat(join.emitted())
                    .containsExactly(
                            primary(1, 0, 1),
                            both(1, 1),
                            primary(1, 0, -1),
                            primary(0, 40, 1),
                            both(1, -1),
                            both(0, 1));
        }
    }

    @Test
    void a_label_of_a_class_that_the_model_has_not_is_told_as_such() throws Exception {
        try (Join join = new Join().open()) {
            join.add(prediction(true, null));
            join.add(comparison());
            join.add(label("sarcastic", 40));
            assertThat(join.emitted()).containsExactly(primary(Observation.NO_INDEX, 40, 1));
        }
    }

    @Test
    void a_label_from_before_its_text_has_no_delay() throws Exception {
        try (Join join = new Join().open()) {
            join.add(label("positive", -5000));
            join.add(prediction(false, null));
            assertThat(join.emitted()).containsExactly(primary(1, 0, 1));
        }
    }

    @Test
    void what_waits_is_forgotten_after_the_retention() throws Exception {
        try (Join join = new Join().open()) {
            // Given
            join.flink.setStateTtlProcessingTime(0);
            join.add(prediction(false, null));
            // When
            join.flink.setStateTtlProcessingTime(RETENTION.toMillis() + 1);
            join.add(label("positive", 10));
            // Then
            assertThat(join.emitted()).isEmpty();
        }
    }

    @Test
    void what_waits_is_kept_up_to_the_retention() throws Exception {
        try (Join join = new Join().open()) {
            join.flink.setStateTtlProcessingTime(0);
            join.add(prediction(false, null));
            join.flink.setStateTtlProcessingTime(RETENTION.toMillis() - 1);
            join.add(label("positive", 10));
            assertThat(join.emitted()).hasSize(1);
        }
    }

    @Test
    void a_restored_join_goes_on_where_it_was() throws Exception {
        // Given
        OperatorSubtaskState waiting;
        OperatorSubtaskState checkpoint;
        try (Join join = new Join().open()) {
            join.add(prediction(true, null));
            join.add(label("positive", 500));
            waiting = join.flink.snapshot(1, 1);
            join.add(comparison());
            checkpoint = join.flink.snapshot(2, 2);
        }
        try (Join join = new Join()) {
            // When
            join.flink.initializeState(waiting);
            join.open();
            join.add(comparison());
            // Then
            assertThat(join.emitted()).containsExactly(both(1, 1));
        }
        try (Join join = new Join()) {
            // When
            join.flink.initializeState(checkpoint);
            join.open();
            join.add(comparison());
            join.add(label("positive", 500));
            join.add(label("negative", 600));
            // Then
            assertThat(join.emitted())
                    .containsExactly(primary(1, 500, -1), primary(0, 600, 1), both(1, -1), both(0, 1));
        }
    }

    @Property(tries = 300)
    void the_order_in_which_things_become_known_changes_nothing(
            @ForAll long seed, @ForAll boolean withText, @ForAll boolean sampled) {
        // Given: each thing twice, in any order
        Observation predicted = prediction(sampled, withText ? "negative" : null);
        List<Object> things = new ArrayList<>(
                List.of(predicted, predicted, comparison(), comparison(), label("positive", 9), label("positive", 9)));
        Collections.shuffle(things, new Random(seed));
        ObservationCounter tallying = new ObservationCounter(new CountLayout(2));
        Counts sum = new Counts();
        JoinState text = JoinState.EMPTY;
        // When
        for (Object thing : things) {
            JoinState before = text;
            if (thing instanceof TrueLabel label) {
                text = text.withLabel(label);
            } else if (thing instanceof Observation observation && observation.predicted() != null) {
                text = text.withPrediction(observation, observation.predicted());
            } else if (thing instanceof Observation observation && observation.compared() != null) {
                text = text.withComparison(SPARK, observation.compared());
            }
            text.changesSince(before, CLASSES, SHADOWS).forEach(news -> count(tallying, news, sum));
        }
        // Then
        Counts expected = new Counts();
        count(tallying, primary(1, 9, 1), expected);
        count(tallying, both(1, 1), expected);
        assertThat(sum).isEqualTo(expected);
    }

    private static void count(ObservationCounter tallying, Observation observation, Counts sum) {
        tallying.addShared(observation, sum);
        tallying.addOwn(observation, ObservedShadow.sparkNlp(), sum);
    }

    @Property(tries = 300)
    void each_of_several_shadows_has_the_labels_that_it_has_alone(
            @ForAll long seed, @ForAll boolean withText, @ForAll boolean sampled) {
        // Given
        List<ObservedShadow> shadows =
                List.of(ObservedShadow.sparkNlp(), ObservedShadow.head("head"), ObservedShadow.none());
        Observation predicted = prediction(sampled, withText ? "negative" : null);
        List<Object> things = new ArrayList<>(List.of(predicted, label("positive", 9), label("negative", 7)));
        for (ObservedShadow shadow : shadows) {
            if (shadow.asksAbout(sampled)) {
                things.add(Observation.of(
                        ID, "de", shadow.name(), TIME, new Compared(1, 0, Outcome.DISAGREED, 0, false, 0)));
            }
        }
        Collections.shuffle(things, new Random(seed));
        // When
        List<Observation> together = joined(things, shadows);
        // Then
        for (ObservedShadow shadow : shadows) {
            assertThat(together)
                    .filteredOn(observation -> observation.isForEachShadow()
                            || observation.shadow().equals(shadow.name()))
                    .isNotEmpty()
                    .isEqualTo(joined(things, List.of(shadow)));
        }
        assertThat(together).filteredOn(Observation::isForEachShadow).hasSizeBetween(1, 5);
    }

    private static List<Observation> joined(List<Object> things, List<ObservedShadow> shadows) {
        List<Observation> emitted = new ArrayList<>();
        JoinState state = JoinState.EMPTY;
        for (Object thing : things) {
            JoinState before = state;
            if (thing instanceof TrueLabel label) {
                state = state.withLabel(label);
            } else if (thing instanceof Observation observation && observation.predicted() != null) {
                state = state.withPrediction(observation, observation.predicted());
            } else if (thing instanceof Observation observation && observation.compared() != null) {
                state = state.withComparison(observation.shadow(), observation.compared());
            }
            emitted.addAll(state.changesSince(before, CLASSES, shadows));
        }
        return emitted;
    }

    @Test
    void a_label_is_joined_once_however_many_shadows_there_are() {
        // Given
        JoinState text = JoinState.EMPTY.withLabel(label("positive", 9));
        JoinState answered = text.withPrediction(
                prediction(true, null), prediction(true, null).predicted());
        // Then
        assertThat(text.joinedSince(JoinState.EMPTY)).isFalse();
        assertThat(answered.joinedSince(text)).isTrue();
        assertThat(answered.withComparison(SPARK, comparison().compared()).joinedSince(answered))
                .isFalse();
        assertThat(answered.withLabel(label("positive", 9)).joinedSince(answered))
                .isFalse();
        assertThat(answered.withLabel(label("negative", 9)).joinedSince(answered))
                .isTrue();
    }

    @Test
    void a_text_that_comes_again_in_the_sample_and_was_not_in_it_counts_once() throws Exception {
        try (Join join = new Join().open()) {
            // Given
            join.add(label("positive", 500));
            join.add(prediction(false, null));
            // When
            join.add(prediction(true, null));
            join.add(comparison());
            // Then
            assertThat(join.emitted()).containsExactly(primary(1, 500, 1), both(1, 1));
        }
    }
}
