package dev.parallax.evaluate;

import static dev.parallax.evaluate.ReportedWindow.DETECTORS;
import static dev.parallax.evaluate.ReportedWindow.MAKER;
import static dev.parallax.evaluate.ReportedWindow.offset;
import static dev.parallax.evaluate.ReportedWindow.value;
import static dev.parallax.evaluate.ReportedWindow.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.PopulationStability;
import org.junit.jupiter.api.Test;

/** The drift that a report has. */
class ReportDriftTest {

    @Test
    void drift_is_the_distance_from_the_reference() {
        // Given: a reference of negative texts only, none of them cut
        ReportedWindow before = new ReportedWindow().predicted(10, new Predicted(0, 0.62f, 6, 0, false, true, null));
        History history =
                new History(30, 15, DETECTORS, new Reference("frozen", 0, 600, 10), before.counts, before.sketches);
        // When
        QualityReport report = MAKER.report("", window().counted(), history);
        // Then
        assertThat(report.reference()).isEqualTo(history.reference());
        assertThat(report.distributions().get(0).reference()).containsExactly(10L, 0L);
        assertThat(value(report, "agreement.sequence.rate")).isEqualTo(0.5);
        assertThat(value(report, "drift.score.ks")).isCloseTo(8.0 / 12, offset());
        assertThat(value(report, "drift.truncationRate")).isEqualTo(1.0 / 12);
        assertThat(value(report, "drift.unknownTokenRate")).isEqualTo(16.0 / 164);
        assertThat(report.value("drift.predictedClass.psi"))
                .contains(PopulationStability.of("drift.predictedClass.psi", new long[] {10, 0}, new long[] {4, 8}));
        assertThat(report.value("drift.predictedClass.js"))
                .contains(JensenShannon.of("drift.predictedClass.js", new long[] {10, 0}, new long[] {4, 8}));
    }

    @Test
    void a_window_without_texts_does_not_drift_but_says_why() {
        // Given
        ReportedWindow before = new ReportedWindow().predicted(10, new Predicted(0, 0.62f, 6, 0, false, true, null));
        History history =
                new History(0, 0, DETECTORS, new Reference("frozen", 0, 600, 10), before.counts, before.sketches);
        // When
        QualityReport report = MAKER.report("", new ReportedWindow().counted(), history);
        // Then
        assertThat(report.values())
                .filteredOn(value -> value.name().startsWith("drift."))
                .hasSize(10)
                .allSatisfy(value -> assertThat(value.reason()).isEqualTo("no texts in the window"));
    }
}
