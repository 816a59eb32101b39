package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff.Segment;
import dev.parallax.shadow.EncodingDiff.Side;
import dev.parallax.shadow.ShadowOptions.Overload;
import dev.parallax.shadow.ShadowOptions.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ShadowFunctionTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CAPACITY = 4;

    @TempDir
    Path folder;

    private final String gate = UUID.randomUUID().toString();
    private ServingOptions serving;
    private ClassifierRegistry.Lease primary;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
        primary = ClassifierRegistry.acquire(serving);
    }

    @AfterEach
    void giveBack() {
        primary.close();
    }

    private static ShadowOptions options(Overload overload) {
        return ShadowOptions.of(SparkNlpPipeline.documents(BertForSequenceClassification.Params.DEFAULT))
                .with(new Sampling(1, overload))
                .with(new ShadowLimits(CAPACITY, new BackgroundLimits(64, 0.5), 1, TIMEOUT, 1000));
    }

    private OneInputStreamOperatorTestHarness<ScoredText, Comparison> harness(ShadowOptions options, Twin.Factory twins)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<ScoredText, Comparison>(new AsyncWaitOperatorFactory<>(
                new ShadowFunction(serving, options, twins),
                TIMEOUT.toMillis(),
                options.limits().capacity() + 1,
                OutputMode.UNORDERED));
        SerializerConfig serializers = harness.getExecutionConfig().getSerializerConfig();
        harness.getStreamConfig()
                .setupNetworkInputs(TypeInformation.of(ScoredText.class).createSerializer(serializers));
        harness.getStreamConfig().serializeAllConfigs();
        harness.setup(TypeInformation.of(Comparison.class).createSerializer(serializers));
        return harness;
    }

    private OneInputStreamOperatorTestHarness<ScoredText, Comparison> open(Overload overload) throws Exception {
        var harness = harness(options(overload), NumberTwin.factory(gate));
        harness.open();
        return harness;
    }

    private ScoredText scored(String text) throws Exception {
        Encoding encoding = NumberTwin.primary(text);
        float[] logits = encoding.length() == 0
                ? new float[] {0, 1}
                : primary.serving().submit(encoding, TIMEOUT).get();
        return Texts.scored(text, text, encoding, Texts.prediction(logits));
    }

    private static List<Comparison> outputs(OneInputStreamOperatorTestHarness<ScoredText, Comparison> harness) {
        List<Comparison> outputs = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            outputs.add((Comparison) ((StreamRecord<?>) element).getValue());
        }
        return outputs;
    }

    private Map<String, Comparison> compare(String... texts) throws Exception {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        try (var harness = open(Overload.WAIT)) {
            for (String text : texts) {
                harness.processElement(scored(text), 1);
            }
            harness.endInput();
            outputs(harness)
                    .forEach(comparison ->
                            comparisons.put(comparison.scored().text().id(), comparison));
        }
        assertThat(comparisons).containsOnlyKeys(texts);
        return comparisons;
    }

    @Test
    void the_same_encoding_is_not_run_again() throws Exception {
        ScoredText scored = scored("7 8");
        try (var harness = open(Overload.SHED)) {
            long rows = primary.serving().statistics().rows();
            harness.processElement(scored, 1);
            harness.endInput();

            assertThat(outputs(harness)).singleElement().satisfies(comparison -> {
                assertThat(comparison.outcome()).isEqualTo(Outcome.SAME_ENCODING);
                assertThat(comparison.sameEncoding()).isTrue();
                assertThat(comparison.shadow().label())
                        .isEqualTo(scored.prediction().label());
                assertThat(comparison.totalVariation()).isLessThan(1e-6);
                assertThat(comparison.scored()).isEqualTo(scored);
            });
            assertThat(primary.serving().statistics().rows()).isEqualTo(rows);
        }
    }

    @Test
    void another_encoding_is_run_and_what_differs_is_told_with_its_cause() throws Exception {
        Map<String, Comparison> comparisons = compare("7>8", "7>10", "none", "8 | 8", "7 | 8");

        Comparison disagreed = comparisons.get("7>8");
        assertThat(disagreed.outcome()).isEqualTo(Outcome.DISAGREED);
        assertThat(disagreed.scored().prediction().label()).isEqualTo("positive");
        assertThat(disagreed.shadow().label()).isEqualTo("negative");
        assertThat(disagreed.totalVariation()).isBetween(0.1, 1.0);
        assertThat(disagreed.diff())
                .isEqualTo(new EncodingDiff(
                        0,
                        List.of(new Segment(Side.PRIMARY, List.of("7")), new Segment(Side.SHADOW, List.of("8"))),
                        0,
                        0,
                        0));
        assertThat(disagreed.attribution())
                .isEqualTo(new Attribution(List.of(DivergenceCause.COMPOUND), true, 0, true));

        assertThat(comparisons.get("7>10").outcome()).isEqualTo(Outcome.AGREED);
        assertThat(comparisons.get("7>10").attribution()).isNull();
        assertThat(comparisons.get("none").outcome()).isEqualTo(Outcome.NO_CLASS);
        assertThat(comparisons.get("none").shadow()).isNull();
        assertThat(comparisons.get("8 | 8").outcome()).isEqualTo(Outcome.AGREED);
        assertThat(comparisons.get("8 | 8").classes()).hasSize(2);
        assertThat(comparisons.get("7 | 8").classes()).hasSize(2);
    }

    @Test
    void a_text_on_which_the_shadow_breaks_is_a_failed_comparison_that_does_not_quote_it() throws Exception {
        Map<String, Comparison> comparisons = compare("7", "throw 7", "8", "7>4", "9");

        assertThat(comparisons.values())
                .filteredOn(comparison -> comparison.outcome() == Outcome.FAILED)
                .extracting(comparison -> comparison.scored().text().id(), Comparison::detail)
                .containsExactlyInAnyOrder(
                        tuple("throw 7", "The shadow failed: IllegalArgumentException"),
                        tuple("7>4", "The shadow failed: TextFailedException"));
        assertThat(comparisons.get("9").outcome()).isEqualTo(Outcome.SAME_ENCODING);
    }

    @Test
    void a_shadow_that_hangs_sheds_at_once_and_fails_in_time_what_it_took() throws Exception {
        try (var harness = open(Overload.SHED)) {
            harness.setProcessingTime(0);
            ScoredText hanging = scored("hang 7");
            for (int i = 0; i < 50; i++) {
                harness.processElement(hanging, i);
            }
            harness.setProcessingTime(TIMEOUT.toMillis() + 1);
            harness.endInput();

            assertThat(outputs(harness)).hasSize(50);
            assertThat(outputs(harness))
                    .filteredOn(comparison -> comparison.outcome() == Outcome.FAILED)
                    .hasSize(CAPACITY)
                    .allMatch(comparison -> comparison.detail().equals("The shadow took longer than " + TIMEOUT));
            assertThat(outputs(harness))
                    .filteredOn(comparison -> comparison.outcome() == Outcome.SKIPPED)
                    .hasSize(50 - CAPACITY);
        }
    }

    @Test
    void a_thread_that_hangs_goes_on_to_the_next_text_when_time_is_up() throws Exception {
        try (var harness = open(Overload.SHED)) {
            // Given: the only thread hangs
            harness.setProcessingTime(0);
            harness.processElement(scored("hang 7"), 1);
            // When
            harness.setProcessingTime(TIMEOUT.toMillis() + 1);
            // Then
            assertGoesOn(harness);
        }
    }

    @Test
    void a_thread_that_hangs_while_it_looks_for_causes_goes_on_to_the_next_text_when_time_is_up() throws Exception {
        try (var harness = open(Overload.SHED)) {
            // Given: the only thread hangs, after the model has answered
            harness.setProcessingTime(0);
            harness.processElement(scored("puzzle 7>8"), 1);
            while (!NumberTwin.gate(gate).hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            // When
            harness.setProcessingTime(TIMEOUT.toMillis() + 1);
            // Then
            assertGoesOn(harness);
        }
    }

    /** The only thread takes another text, once the time of the one that it hangs on is up. */
    private void assertGoesOn(OneInputStreamOperatorTestHarness<ScoredText, Comparison> harness) throws Exception {
        harness.processElement(scored("8"), 2);
        harness.endInput();
        assertThat(outputs(harness))
                .extracting(Comparison::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SAME_ENCODING);
    }

    @Test
    void a_shadow_that_was_held_up_goes_on_when_it_can() throws Exception {
        try (var harness = open(Overload.SHED)) {
            harness.processElement(scored("hang 7"), 1);
            harness.processElement(scored("7"), 2);
            NumberTwin.gate(gate).release(100);
            harness.endInput();

            assertThat(outputs(harness))
                    .extracting(Comparison::outcome)
                    .containsExactlyInAnyOrder(Outcome.SAME_ENCODING, Outcome.SAME_ENCODING);
        }
    }

    @Test
    void every_text_is_compared_where_the_primary_is_to_wait() throws Exception {
        try (var harness = open(Overload.WAIT)) {
            for (int i = 0; i < 20 * CAPACITY; i++) {
                harness.processElement(scored(i % 2 == 0 ? "7>8 9" : "8>7"), i);
            }
            harness.endInput();

            assertThat(outputs(harness))
                    .hasSize(20 * CAPACITY)
                    .allMatch(comparison -> comparison.outcome().compared());
        }
    }

    @Test
    void texts_under_way_survive_a_failure() throws Exception {
        OperatorSubtaskState state;
        try (var harness = open(Overload.SHED)) {
            for (String text : List.of("hang 7", "hang 8", "hang 7>8")) {
                harness.processElement(scored(text), 1);
            }
            state = harness.snapshot(1, 1);
            assertThat(harness.getOutput()).isEmpty();
        }
        NumberTwin.gate(gate).release(100);
        try (var harness = harness(options(Overload.SHED), NumberTwin.factory(gate))) {
            harness.initializeState(state);
            harness.open();
            harness.endInput();

            assertThat(outputs(harness))
                    .extracting(comparison -> comparison.scored().text().id())
                    .containsExactlyInAnyOrder("hang 7", "hang 8", "hang 7>8");
        }
    }

    @Test
    void every_disagreement_with_the_real_twin_has_a_proven_cause() throws Exception {
        List<String> parts =
                List.of("it isn't", "good,bad", "the film", "a not-so-fine", "was #bad", "GOOD", "fine!!!", "don't. I");
        List<Comparison> comparisons;
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(folder.resolve("tokenizer.json"), 64);
                var harness = harness(options(Overload.WAIT), Twin::of)) {
            harness.open();
            for (String first : parts) {
                for (String second : parts) {
                    String text = first + " " + second;
                    Encoding encoding = encoder.encode(text);
                    float[] logits = primary.serving().submit(encoding, TIMEOUT).get();
                    harness.processElement(Texts.scored(text, text, encoding, Texts.prediction(logits)), 1);
                }
            }
            harness.endInput();
            comparisons = outputs(harness);
        }

        assertThat(comparisons)
                .hasSize(parts.size() * parts.size())
                .allMatch(comparison -> comparison.outcome().compared());
        assertThat(comparisons)
                .filteredOn(comparison -> comparison.outcome() == Outcome.DISAGREED)
                .hasSizeGreaterThan(5)
                .allSatisfy(comparison -> {
                    assertThat(comparison.attribution().proven()).isTrue();
                    assertThat(comparison.attribution().minimal()).isTrue();
                    assertThat(comparison.attribution().causes()).isNotEmpty();
                    assertThat(comparison.diff().segments()).isNotEmpty();
                });
        assertThat(comparisons)
                .filteredOn(comparison -> comparison.scored().text().id().equals("the film the film"))
                .extracting(Comparison::outcome)
                .containsExactly(Outcome.SAME_ENCODING);
    }

    @Test
    void a_model_without_a_twin_fails_at_start() throws Exception {
        Twin.Factory none = (model, options) -> {
            throw new EncodingException("no twin of " + model.id().name());
        };
        try (var harness = harness(options(Overload.SHED), none)) {
            assertThatThrownBy(harness::open)
                    .isInstanceOf(EncodingException.class)
                    .hasStackTraceContaining("no twin of tiny");
        }
    }
}
