package dev.parallax.job.report.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RowCacheTest {

    private final List<Encoding> scored = new ArrayList<>();
    private boolean fails;
    private final RowCache rows = new RowCache(this::score, 6);

    private CompletableFuture<float[]> score(Encoding row) {
        scored.add(row);
        return fails
                ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                : CompletableFuture.completedFuture(new float[] {row.ids()[0]});
    }

    @Test
    void a_row_is_run_once() {
        assertThat(rows.score(Encoding.of(1, 2)).join()).containsExactly(1);
        assertThat(rows.score(Encoding.of(1, 2)).join()).containsExactly(1);
        assertThat(scored).hasSize(1);
    }

    @Test
    void rows_that_did_not_come_for_long_are_forgotten() {
        rows.score(Encoding.of(1, 2, 3)).join();
        rows.score(Encoding.of(4, 5, 6)).join();
        rows.score(Encoding.of(1, 2, 3)).join();
        rows.score(Encoding.of(7, 8, 9)).join();
        rows.score(Encoding.of(1, 2, 3)).join();
        rows.score(Encoding.of(4, 5, 6)).join();
        assertThat(scored)
                .containsExactly(
                        Encoding.of(1, 2, 3), Encoding.of(4, 5, 6), Encoding.of(7, 8, 9), Encoding.of(4, 5, 6));
    }

    @Test
    void a_failure_is_not_remembered() {
        fails = true;
        assertThat(rows.score(Encoding.of(1))).isCompletedExceptionally();
        fails = false;
        assertThat(rows.score(Encoding.of(1)).join()).containsExactly(1);
    }
}
