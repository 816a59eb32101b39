package dev.parallax.evaluate;

import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.Sketches;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key beyond its windows: change detectors and the frozen reference. Returned values are live: mutate,
 * then put. For one thread.
 */
interface HistoryStore {

    /** Counters and times; new ones at first. */
    KeyFacts facts();

    /** Keeps them. */
    void put(KeyFacts facts);

    /** The Page–Hinkley test; a new one at first. */
    PageHinkley pageHinkley();

    /** Keeps it. */
    void put(PageHinkley test);

    /** ADWIN; a new one at first. */
    Adwin adwin();

    /** Keeps it. */
    void put(Adwin adwin);

    /** Counts of the frozen reference, those that drift is measured on; {@code null} while there is none. */
    @Nullable
    Counts baseline();

    /** Scores of the same. */
    @Nullable
    Sketches baselineSketches();

    /** Keeps a frozen reference. */
    void putBaseline(Counts counts, Sketches sketches);
}
