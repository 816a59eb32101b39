package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.Sliding;
import java.util.List;

/** Change detectors on the comparisons of one key: the Page–Hinkley test and ADWIN. For one thread. */
final class ChangeDetectors {

    private final DetectorOptions options;
    private final HistoryStore store;

    /**
     * @param options what is a change
     * @param store the state of the current key
     */
    ChangeDetectors(DetectorOptions options, HistoryStore store) {
        this.options = options;
        this.store = store;
    }

    /**
     * Adds a comparison to the detectors. One that failed or was shed is not added.
     *
     * @return the observation, with the detectors that report a change with it
     */
    Observation withDetectedChanges(Observation observation) {
        Compared compared = observation.compared();
        if (compared == null || !compared.outcome().compared()) {
            return observation;
        }
        boolean agreed = compared.outcome().agreed();
        KeyFacts facts = store.facts();
        facts.compared++;
        if (agreed) {
            facts.agreed++;
        }
        int changes = 0;
        PageHinkley test = store.pageHinkley();
        if (test.add(!agreed, options.pageHinkley())) {
            changes |= Compared.PAGE_HINKLEY;
            facts.pageHinkleyChanges++;
            facts.pageHinkleyChange = observation.timestampMillis();
        }
        store.put(test);
        Adwin window = store.adwin();
        if (window.add(!agreed, options.adwinDelta())) {
            changes |= Compared.ADWIN;
            facts.adwinChanges++;
            facts.adwinChange = observation.timestampMillis();
        }
        store.put(window);
        store.put(facts);
        return changes == 0 ? observation : observation.with(compared.withChanges(changes));
    }

    /** The state of the detectors. */
    List<Detector> found() {
        KeyFacts facts = store.facts();
        return List.of(
                new Detector(
                        "pageHinkley",
                        store.pageHinkley().statistic(),
                        options.pageHinkley().lambda(),
                        facts.pageHinkleyChanges,
                        time(facts.pageHinkleyChange)),
                new Detector(
                        "adwin",
                        store.adwin().statistic(),
                        Adwin.threshold(options.adwinDelta()),
                        facts.adwinChanges,
                        time(facts.adwinChange)));
    }

    private static long time(long millis) {
        return millis == Sliding.NONE ? -1 : millis;
    }
}
