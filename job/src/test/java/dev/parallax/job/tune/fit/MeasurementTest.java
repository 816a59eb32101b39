package dev.parallax.job.tune.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Measures models that do nothing. */
class MeasurementTest {

    @Test
    void each_shape_has_the_time_of_a_round_and_warm_up_has_none() throws Exception {
        // Given
        List<List<Encoding>> batches = new ShapeGrid(8, 100).batches(SyntheticTimes.texts(3, 9, 9));
        CountingClassifier model = new CountingClassifier(0);
        // When
        List<ShapeTimes> measured = new RunTimer(0).measure(model, batches, 1, true);
        // Then
        assertThat(measured)
                .hasSameSizeAs(batches)
                .allSatisfy(shape -> assertThat(shape.millis()).hasSize(1));
        for (int i = 0; i < batches.size(); i++) {
            assertThat(measured.get(i).rows()).isEqualTo(batches.get(i).size());
            assertThat(measured.get(i).length()).isEqualTo(batches.get(i).get(0).length());
        }
        assertThat(model.rows.sum())
                .isEqualTo(2L * batches.stream().mapToInt(List::size).sum());
    }

    @Test
    void runs_are_side_by_side() throws Exception {
        // Given: a model that answers the first three runs together
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger met = new AtomicInteger();
        Classifier model = new CountingClassifier(0) {
            @Override
            public List<Scores> score(List<Encoding> batch) throws ClassifierException {
                if (runs.getAndIncrement() < 3) {
                    try {
                        together.await(1, TimeUnit.MINUTES);
                        met.incrementAndGet();
                    } catch (Exception e) {
                        throw new ClassifierException("alone", e);
                    }
                }
                return super.score(batch);
            }
        };
        // When
        List<ShapeTimes> measured = new RunTimer(0).measure(model, List.of(SyntheticTimes.texts(3)), 3, false);
        // Then
        assertThat(measured).hasSize(1);
        assertThat(met.get()).isEqualTo(3);
    }

    @Test
    void a_model_that_fails_in_any_thread_ends_the_measurement() {
        List<List<Encoding>> batches = List.of(SyntheticTimes.texts(3), SyntheticTimes.texts(6));
        assertThatThrownBy(() -> new RunTimer(0).measure(new CountingClassifier(6), batches, 2, false))
                .isInstanceOf(ClassifierException.class)
                .hasMessageContaining("cannot read it");
    }

    @Test
    void all_numbers_of_threads_and_runs_are_measured_in_turns_and_the_models_closed() throws Exception {
        // Given
        List<String> lines = new ArrayList<>();
        List<CountingClassifier> opened = new ArrayList<>();
        List<Concurrency> concurrencies = Concurrency.onCpu(2, new Concurrency(1, 2));
        List<List<Encoding>> batches = new ShapeGrid(4, 100).batches(SyntheticTimes.texts(3, 9));
        // When
        FittedTimes times = new Measurement(1e-9, lines::add)
                .measure(
                        threads -> {
                            opened.add(new CountingClassifier(0));
                            return opened.get(opened.size() - 1);
                        },
                        concurrencies,
                        batches);
        // Then: three passes over a batch or more of each shape, and one model for each number of threads
        assertThat(times.all().keySet()).containsExactlyElementsOf(concurrencies);
        assertThat(times.fit(concurrencies.get(0)).spread()).hasSize(3 * batches.size());
        assertThat(opened)
                .hasSize(2)
                .allSatisfy(model -> assertThat(model.closed).isTrue());
        assertThat(lines).hasSize(9).last().asString().contains("threads a run: 2, runs side by side: 1 (9 of 9)");
    }

    @Test
    void where_time_is_short_the_first_six_batches_are_measured() throws Exception {
        // Given
        CountingClassifier model = new CountingClassifier(0);
        List<List<Encoding>> batches = new ShapeGrid(64, 2048).batches(SyntheticTimes.texts(3, 9, 9));
        List<Concurrency> alone = List.of(new Concurrency(1, 1));
        // When
        FittedTimes few = new Measurement(1e-9, line -> {}).measure(threads -> model, alone, batches);
        FittedTimes all = new Measurement(1, line -> {}).measure(threads -> model, alone, batches);
        // Then
        assertThat(few.fit(alone.get(0)).spread()).hasSize(3 * 6);
        assertThat(all.fit(alone.get(0)).spread()).hasSizeGreaterThanOrEqualTo(3 * batches.size());
    }
}
