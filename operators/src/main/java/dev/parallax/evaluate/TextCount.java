package dev.parallax.evaluate;

import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.Counts;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A count of a report: its name in reports, how it is computed, whether it is a gauge, and what it counts. */
public enum TextCount {
    RECORDS("records", true, tally(Tally.RECORDS), "texts of the window"),
    SAMPLED("sampled", true, tally(Tally.SAMPLED), "texts of the shadow's sample"),
    COMPARED("compared", true, CountLayout::compared, "sampled texts whose two answers were compared"),
    SAME_ENCODING("sameEncoding", true, tally(Tally.SAME_ENCODING), "compared texts that both sides encode alike"),
    AGREED("agreed", true, CountLayout::agreed, "compared texts to which both sides give the same class"),
    DISAGREED("disagreed", true, tally(Tally.DISAGREED), "compared texts to which the shadow gives another class"),
    NO_CLASS("noClass", true, tally(Tally.NO_CLASS), "compared texts to which the shadow gives no class"),
    SHED(
            "shed",
            true,
            tally(Tally.SHED),
            "sampled texts that the shadow skipped; if high, `agreement.rate` is too high"),
    FAILED("failed", true, tally(Tally.FAILED), "sampled texts whose comparison failed or timed out"),
    LATE(
            "late",
            true,
            tally(Tally.LATE),
            "records that arrived after `quality.allowed-lateness`; they are in no other number"),
    TRUNCATED("truncated", true, tally(Tally.TRUNCATED), "texts cut to the model's limit"),
    TOKENS("tokens", false, tally(Tally.TOKENS), "tokens of all texts"),
    UNKNOWN_TOKENS("unknownTokens", false, tally(Tally.UNKNOWN_TOKENS), "tokens that are not in the vocabulary"),
    LABELLED("labelled", true, tally(Tally.LABELLED), "texts whose label is a class of the model"),
    UNKNOWN_LABELS("unknownLabels", true, tally(Tally.UNKNOWN_LABELS), "texts whose label is no class of the model");

    private final String metric;
    private final boolean gauge;

    @SuppressWarnings("ImmutableEnumChecker") // It holds no state.
    private final ToLongFunction<Counts> computation;

    private final String meaning;

    TextCount(String metric, boolean gauge, ToLongFunction<Counts> computation, String meaning) {
        this.metric = metric;
        this.gauge = gauge;
        this.computation = computation;
        this.meaning = meaning;
    }

    private static ToLongFunction<Counts> tally(Tally tally) {
        return counts -> counts.count(CountLayout.tally(tally));
    }

    /** The count of a name, if there is one. */
    public static Optional<TextCount> named(String metric) {
        return Arrays.stream(values())
                .filter(count -> count.metric.equals(metric))
                .findFirst();
    }

    /** Its name in reports, alert rules and, if it is one, as a gauge. */
    public String metric() {
        return metric;
    }

    /** Whether it is a gauge, and alert rules can watch it. */
    public boolean gauge() {
        return gauge;
    }

    /** The meaning of the count, one line of Markdown. */
    public String meaning() {
        return meaning;
    }

    long of(Counts counts) {
        return computation.applyAsLong(counts);
    }
}
