package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.batch.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RowLogitsTest {

    /** A row on which the model fails. */
    private static final int POISON = 666;

    private final List<List<Encoding>> runs = new ArrayList<>();
    private final Twin twin = new SwitchTwin();
    private final SparkNlpEncoding encoding = twin.encode("SENTENCES CASE", Set.of());
    private final RowLogits known = RowLogits.of(Texts.scored("id", "text", Encoding.of(1, 2), Texts.prediction(3, 4)));

    private final RowScorer scorer = rows -> {
        runs.add(rows);
        return Optional.of(rows.stream().map(RowLogitsTest::score).toList());
    };

    private static CompletableFuture<Scores> score(Encoding row) {
        return row.ids()[0] == POISON
                ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                : CompletableFuture.completedFuture(Scores.of(row.ids()[0], row.length()));
    }

    @Test
    void the_model_is_run_once_for_rows_that_are_not_known() {
        // Given
        Set<Encoding> missing = known.missing(encoding);
        assertThat(known.has(encoding)).isFalse();
        // When
        RowLogits all = known.run(missing, scorer).orElseThrow().join();
        // Then
        assertThat(runs).containsExactly(List.copyOf(missing));
        assertThat(all.has(encoding)).isTrue();
        assertThat(all.missing(encoding)).isEmpty();
        assertThat(all.logits(encoding)).hasDimensions(2, 2);
        assertThat(all.anyFailed()).isFalse();
        assertThat(known.has(encoding)).as("unchanged").isFalse();
    }

    @Test
    void without_missing_rows_the_model_is_not_run() {
        assertThat(known.run(List.of(), scorer).orElseThrow().join()).isSameAs(known);
        assertThat(runs).isEmpty();
    }

    @Test
    void where_the_model_has_no_room_there_is_no_run() {
        assertThat(known.run(known.missing(encoding), rows -> Optional.empty())).isEmpty();
    }

    @Test
    void a_row_on_which_the_model_fails_leaves_the_others_known() {
        // Given
        List<Encoding> rows = new ArrayList<>(known.missing(encoding));
        rows.add(Encoding.of(POISON));
        // When
        RowLogits all = known.run(rows, scorer).orElseThrow().join();
        // Then
        assertThat(all.anyFailed()).isTrue();
        assertThat(all.has(encoding)).isTrue();
    }

    @Test
    void the_failure_of_a_row_is_thrown_where_its_logits_are_asked_for() {
        // Given
        RowScorer failing = rows -> Optional.of(rows.stream()
                .map(row -> CompletableFuture.<Scores>failedFuture(new IllegalStateException("broken")))
                .toList());
        // When
        RowLogits all =
                known.run(known.missing(encoding), failing).orElseThrow().join();
        // Then
        assertThat(all.has(encoding)).isFalse();
        assertThatThrownBy(() -> all.logits(encoding))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> known.logits(encoding))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not run");
    }
}
