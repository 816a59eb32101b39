package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.Sketches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report needs from before its window.
 *
 * @param compared comparisons since the job began
 * @param agreed those of them in which both sides agreed
 * @param detectors what the change detectors say
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
        @Nullable Sketches baselineSketches) {}
