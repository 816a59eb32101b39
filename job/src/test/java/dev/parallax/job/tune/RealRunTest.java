package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.CountingClassifier;
import dev.parallax.job.tune.fit.SyntheticTimes;
import org.junit.jupiter.api.Test;

/** Runs the real batcher with a model that does nothing. */
class RealRunTest {

    private static final Setting SETTING = new Setting(new Concurrency(1, 2), 4, 1000);

    @Test
    void every_text_is_answered_once_within_the_limits() throws Exception {
        // Given
        CountingClassifier model = new CountingClassifier(0);
        Arrivals backlog = Arrivals.backlog(SyntheticTimes.reviews(1), 5000, 1);
        // When
        Outcome outcome = RealRun.measure(model, SETTING.policy(0.1, 64), backlog, 64);
        // Then
        assertThat(model.rows.sum()).isEqualTo(5000);
        assertThat(model.sizes).allMatch(size -> size <= 4);
        assertThat(outcome.latencyMillis().count()).isEqualTo(4500);
        assertThat(outcome.perSecond()).isPositive();
        assertThat(outcome.rowsPerBatch()).isBetween(1.0, 4.0);
        assertThat(outcome.paddingRatio()).isBetween(1.0, 1.1);
    }

    @Test
    void no_text_is_submitted_before_it_arrives() throws Exception {
        // Given
        Arrivals arrivals = Arrivals.poisson(SyntheticTimes.reviews(1), 200, 2000, 1);
        // When
        Outcome outcome = RealRun.measure(new CountingClassifier(0), SETTING.policy(0.1, 64), arrivals, 64);
        // Then
        assertThat(outcome.latencyMillis().p50()).isPositive();
        assertThat(outcome.latencyMillis().count()).isEqualTo(180);
    }

    @Test
    void no_more_texts_are_inside_than_the_capacity() throws Exception {
        // Given
        CountingClassifier model = new CountingClassifier(0);
        // When
        var unused =
                RealRun.measure(model, SETTING.policy(0.1, 2), Arrivals.backlog(SyntheticTimes.texts(5), 300, 1), 2);
        // Then
        assertThat(model.sizes).allMatch(size -> size <= 2);
    }

    @Test
    void a_text_on_which_the_model_fails_ends_the_measurement() {
        Arrivals backlog = Arrivals.backlog(SyntheticTimes.texts(5, 5, 6), 100, 1);
        assertThatThrownBy(() -> RealRun.measure(new CountingClassifier(6), SETTING.policy(0.1, 64), backlog, 64))
                .isInstanceOf(ClassifierException.class)
                .hasMessageStartingWith("The model failed on a text");
    }
}
