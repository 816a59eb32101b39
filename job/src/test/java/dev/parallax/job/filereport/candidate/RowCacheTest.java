package dev.parallax.job.filereport.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RowCacheTest {

    private final List<Encoding> scored = new ArrayList<>();
    private boolean fails;
    private boolean full;
    private final RowCache rows = new RowCache(this::score, 6);

    private Optional<List<CompletableFuture<Scores>>> score(List<Encoding> batch) {
        scored.addAll(batch);
        return full
                ? Optional.empty()
                : Optional.of(batch.stream()
                        .map(row -> fails
                                ? CompletableFuture.<Scores>failedFuture(new IllegalStateException("broken"))
                                : CompletableFuture.completedFuture(Scores.of(row.ids()[0])))
                        .toList());
    }

    private CompletableFuture<Scores> run(int... ids) {
        return rows.score(List.of(Encoding.of(ids))).orElseThrow().get(0);
    }

    @Test
    void a_row_is_run_once() {
        assertThat(run(1, 2).join().logits()).containsExactly(1);
        assertThat(run(1, 2).join().logits()).containsExactly(1);
        assertThat(scored).hasSize(1);
    }

    @Test
    void rows_that_did_not_come_for_long_are_forgotten() {
        run(1, 2, 3).join();
        run(4, 5, 6).join();
        run(1, 2, 3).join();
        run(7, 8, 9).join();
        run(1, 2, 3).join();
        run(4, 5, 6).join();
        assertThat(scored)
                .containsExactly(
                        Encoding.of(1, 2, 3), Encoding.of(4, 5, 6), Encoding.of(7, 8, 9), Encoding.of(4, 5, 6));
    }

    @Test
    void a_failure_is_not_remembered() {
        fails = true;
        assertThat(run(1)).isCompletedExceptionally();
        fails = false;
        assertThat(run(1).join().logits()).containsExactly(1);
    }

    @Test
    void rows_for_which_there_was_no_room_are_not_remembered() {
        full = true;
        assertThat(rows.score(List.of(Encoding.of(1), Encoding.of(2)))).isEmpty();
        full = false;
        assertThat(run(1).join().logits()).containsExactly(1);
    }

    @Test
    void only_rows_that_are_not_remembered_are_run() {
        // Given
        run(1).join();
        scored.clear();
        // When
        List<CompletableFuture<Scores>> scores =
                rows.score(List.of(Encoding.of(1), Encoding.of(2))).orElseThrow();
        // Then
        assertThat(scores).extracting(score -> score.join().logits()[0]).containsExactly(1f, 2f);
        assertThat(scored).containsExactly(Encoding.of(2));
    }
}
