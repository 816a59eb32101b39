package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.Sketches;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a report's input that is older than its window.
 *
 * @param compared comparisons since the job began
 * @param agreed those of them in which both sides agreed
 * @param detectors what the change detectors have found
 * @param reference what drift is measured against; {@code null} where there is nothing yet
 * @param baseline its counts; zero where there is nothing yet
 * @param baselineSketches its quantiles; {@code null} where they are not known
 */
record History(
        long compared,
        long agreed,
        List<Detector> detectors,
        @Nullable Reference reference,
        Counts baseline,
        @Nullable Sketches baselineSketches) {

    /**
     * With a reference, or without one.
     *
     * @param baseline the reference
     * @param facts how many comparisons there were
     * @param detectors what the change detectors have found
     */
    static History of(Optional<References.Baseline> baseline, KeyFacts facts, List<Detector> detectors) {
        return baseline.map(known -> new History(
                        facts.compared, facts.agreed, detectors, known.reference(), known.counts(), known.sketches()))
                .orElseGet(() -> new History(facts.compared, facts.agreed, detectors, null, new Counts(), null));
    }
}
