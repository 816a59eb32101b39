package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.batch.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CauseAttributionTest {

    private static final int MANY = 1000;

    private final Twin twin = new SwitchTwin();
    private final List<List<Encoding>> runs = new ArrayList<>();

    /** A model that answers {@code positive} to the rows of a kind. */
    private RowScorer model(Predicate<Set<Integer>> positive) {
        return rows -> {
            runs.add(rows);
            return answers(rows, row -> logits(positive, row));
        };
    }

    private static Optional<List<CompletableFuture<Scores>>> answers(
            List<Encoding> rows, Function<Encoding, float[]> model) {
        return Optional.of(rows.stream()
                .map(row -> CompletableFuture.completedFuture(Scores.of(model.apply(row))))
                .toList());
    }

    /** The logits of the primary's row, and those that a model gives for the shadow's rows. */
    private static RowLogits known(ScoredText primary, SparkNlpEncoding shadow, Function<Encoding, float[]> model) {
        RowLogits known = RowLogits.of(primary);
        return known.run(known.missing(shadow), rows -> answers(rows, model))
                .orElseThrow()
                .join();
    }

    private static float[] logits(Predicate<Set<Integer>> positive, Encoding row) {
        return positive.test(Arrays.stream(row.ids()).boxed().collect(Collectors.toSet()))
                ? new float[] {0, 1}
                : new float[] {1, 0};
    }

    /** Whether a row reads some repairs' tokens as if repaired. */
    private static Predicate<Set<Integer>> mended(Repair... repairs) {
        return ids -> Arrays.stream(repairs).allMatch(repair -> ids.contains(SwitchTwin.mended(repair)));
    }

    private Attribution attribute(String text, Predicate<Set<Integer>> positive, RowScorer scorer, int variants) {
        Encoding encoding = SwitchTwin.primary(text);
        ScoredText scored = Texts.scored("id", text, encoding, Texts.prediction(logits(positive, encoding)));
        SparkNlpEncoding shadow = twin.encode(text, Set.of());
        RowLogits known = known(scored, shadow, row -> logits(positive, row));
        return new CauseAttribution(twin, scorer, ClassChoice.FIRST, variants, MANY)
                .attribute(scored, shadow, known, Runnable::run)
                .join();
    }

    private Attribution attribute(String text, Predicate<Set<Integer>> positive, int variants) {
        return attribute(text, positive, model(positive), variants);
    }

    @Test
    void one_cause_is_proven_by_its_repair_alone() {
        Attribution attribution =
                attribute("CASE KEEP_CONTRACTIONS KEEP_NUMBERS", mended(Repair.KEEP_CONTRACTIONS), 16);

        assertThat(attribution.causes()).containsExactly(DivergenceCause.CONTRACTION);
        assertThat(attribution.proven()).isTrue();
        assertThat(attribution.minimal()).isTrue();
        assertThat(runs).as("all readings run at once").hasSize(1);
        assertThat(attribution.variants()).isEqualTo(6);
    }

    @Test
    void two_causes_that_only_work_together_are_found_together() {
        Attribution attribution =
                attribute("CASE KEEP_CONTRACTIONS KEEP_NUMBERS", mended(Repair.CASE, Repair.KEEP_NUMBERS), 16);

        assertThat(attribution.causes()).containsExactly(DivergenceCause.CASING, DivergenceCause.NUMBER);
        assertThat(attribution.minimal()).isTrue();
    }

    @Test
    void of_causes_that_each_suffice_the_first_is_given() {
        Predicate<Set<Integer>> either = mended(Repair.KEEP_NUMBERS).or(mended(Repair.CASE));

        assertThat(attribute("KEEP_NUMBERS CASE", either, 16).causes()).containsExactly(DivergenceCause.CASING);
    }

    @Test
    void a_text_with_one_quirk_needs_no_run_of_the_model() {
        Attribution attribution = attribute("KEEP_URLS", mended(Repair.KEEP_URLS), 16);

        assertThat(attribution).isEqualTo(new Attribution(List.of(DivergenceCause.URL), true, 0, true));
        assertThat(runs).isEmpty();
    }

    @Test
    void a_cause_is_proven_without_room_for_a_run_but_not_as_the_smallest() {
        Attribution attribution =
                attribute("CASE KEEP_NUMBERS KEEP_URLS", mended(Repair.CASE), rows -> Optional.empty(), 16);

        assertThat(attribution)
                .isEqualTo(new Attribution(
                        List.of(DivergenceCause.CASING, DivergenceCause.NUMBER, DivergenceCause.URL), true, 0, false));
    }

    @Test
    void a_model_that_fails_on_mended_readings_is_as_one_without_room() {
        RowScorer failing = rows -> Optional.of(
                Collections.nCopies(rows.size(), CompletableFuture.failedFuture(new IllegalStateException("broken"))));

        Attribution attribution = attribute("CASE KEEP_NUMBERS", mended(Repair.CASE), failing, 16);

        assertThat(attribution.proven()).isTrue();
        assertThat(attribution.minimal()).isFalse();
        assertThat(attribution.variants()).isZero();
    }

    private Attribution attribute(Twin unlike, String text, Predicate<Set<Integer>> positive) {
        Encoding encoding = SwitchTwin.primary(text);
        SparkNlpEncoding shadow = unlike.encode(text, Set.of());
        ScoredText scored = Texts.scored("id", text, encoding, Texts.prediction(0, 1));
        return new CauseAttribution(unlike, model(positive), ClassChoice.FIRST, 16, MANY)
                .attribute(scored, shadow, known(scored, shadow, row -> new float[] {1, 0}), Runnable::run)
                .join();
    }

    @Test
    void causes_are_suspected_where_no_repair_gives_the_primarys_answer() {
        Twin forgetful = new SwitchTwin() {
            @Override
            public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
                return super.encode(text.replace("KEEP_NUMBERS", ""), repairs);
            }
        };

        Attribution attribution = attribute(forgetful, "CASE KEEP_NUMBERS", mended(Repair.KEEP_NUMBERS));

        assertThat(attribution)
                .isEqualTo(new Attribution(List.of(DivergenceCause.CASING, DivergenceCause.NUMBER), false, 1, false));
    }

    @Test
    void a_cause_is_found_that_was_not_thought_to_matter() {
        Twin blind = new SwitchTwin() {
            @Override
            public Set<Repair> relevant(String text) {
                return Set.of(Repair.CASE);
            }
        };

        Attribution attribution = attribute(blind, "CASE KEEP_NUMBERS", mended(Repair.CASE, Repair.KEEP_NUMBERS));

        assertThat(attribution)
                .isEqualTo(new Attribution(List.of(DivergenceCause.CASING, DivergenceCause.NUMBER), true, 1, false));
    }

    @Test
    void a_sentence_split_is_a_cause() {
        Attribution attribution = attribute("SENTENCES KEEP_NUMBERS", ids -> ids.size() == 2, 16);

        assertThat(attribution.causes()).containsExactly(DivergenceCause.SENTENCE_SPLIT);
        assertThat(attribution.minimal()).isTrue();
    }

    @Test
    void a_missing_class_is_a_cause() {
        Attribution attribution = attribute("EMPTY_TEXT", ids -> true, 16);

        assertThat(attribution.causes()).containsExactly(DivergenceCause.MISSING_CLASS);
        assertThat(attribution.proven()).isTrue();
    }

    @Property(tries = 300)
    void the_smallest_set_is_found_and_called_smallest_only_where_it_is(
            @ForAll Set<Repair> relevant,
            @ForAll Set<Repair> needed,
            @ForAll @IntRange(min = 1, max = 40) int variants) {
        Set<Repair> quirks = EnumSet.noneOf(Repair.class);
        relevant.stream()
                .filter(repair -> repair != Repair.SENTENCES && repair != Repair.EMPTY_TEXT)
                .limit(6)
                .forEach(quirks::add);
        Set<Repair> causes = EnumSet.noneOf(Repair.class);
        causes.addAll(needed);
        causes.retainAll(quirks);
        if (causes.isEmpty()) {
            return;
        }
        String text = quirks.stream().map(Repair::name).collect(Collectors.joining(" "));
        Predicate<Set<Integer>> positive = mended(causes.toArray(new Repair[0]));

        Attribution attribution = attribute(text, positive, variants);

        List<DivergenceCause> smallest =
                causes.stream().map(DivergenceCause::of).toList();
        assertThat(attribution.proven()).isTrue();
        assertThat(attribution.variants()).isBetween(0, variants);
        assertThat(attribution.causes()).containsAll(smallest);
        if (attribution.minimal()) {
            assertThat(attribution.causes()).isEqualTo(smallest);
        }
        assertThat(attribute(text, positive, variants)).as("deterministic").isEqualTo(attribution);
    }

    @Property(tries = 50)
    void with_room_for_all_readings_the_cause_is_minimal(@ForAll @IntRange(min = 1, max = 31) int needed) {
        List<Repair> quirks =
                List.of(Repair.CASE, Repair.UNICODE_SPACES, Repair.KEEP_NUMBERS, Repair.KEEP_URLS, Repair.TRUNCATION);
        Set<Repair> causes = EnumSet.noneOf(Repair.class);
        for (int i = 0; i < quirks.size(); i++) {
            if ((needed >> i & 1) == 1) {
                causes.add(quirks.get(i));
            }
        }
        String text = quirks.stream().map(Repair::name).collect(Collectors.joining(" "));

        Attribution attribution = attribute(text, mended(causes.toArray(new Repair[0])), 32);

        assertThat(attribution.minimal()).isTrue();
        assertThat(attribution.causes())
                .isEqualTo(causes.stream().map(DivergenceCause::of).toList());
    }
}
