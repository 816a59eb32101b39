package dev.parallax.job.quickstart;

import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts of the comparisons with a Spark NLP pipeline: agreements, disagreements, and causes of these.
 *
 * @param agreed texts with the same answer
 * @param disagreed texts with another answer, or with none from Spark NLP
 * @param notCompared texts for which the shadow had no room, or on which it failed
 * @param causes the three causes that were found most often, the most frequent first
 */
record ComparisonCounts(long agreed, long disagreed, long notCompared, List<CauseCount> causes) {

    /** Counts of nothing. */
    static final ComparisonCounts NONE = new ComparisonCounts(0, 0, 0, List.of());

    private static final int TOP = 3;

    /**
     * The number of texts in which a cause was found.
     *
     * @param cause the cause
     * @param count texts that it was found in
     */
    record CauseCount(DivergenceCause cause, long count) {}

    /** Counts out of what {@link ComparisonCounter} counted. */
    static ComparisonCounts of(Map<String, Long> counted) {
        return new ComparisonCounts(
                sum(counted, Outcome::agreed),
                sum(counted, outcome -> outcome.compared() && !outcome.agreed()),
                sum(counted, outcome -> !outcome.compared()),
                Arrays.stream(DivergenceCause.values())
                        .map(cause ->
                                new CauseCount(cause, counted.getOrDefault(ComparisonCounter.CAUSE + cause.name(), 0L)))
                        .filter(cause -> cause.count() > 0)
                        .sorted(Comparator.comparingLong(CauseCount::count).reversed())
                        .limit(TOP)
                        .toList());
    }

    private static long sum(Map<String, Long> counted, Predicate<Outcome> which) {
        return Arrays.stream(Outcome.values())
                .filter(which)
                .mapToLong(outcome -> counted.getOrDefault(ComparisonCounter.OUTCOME + outcome.name(), 0L))
                .sum();
    }

    /** For the progress line. */
    String text() {
        StringBuilder text = new StringBuilder("Spark NLP: ")
                .append(agreed)
                .append(" agree, ")
                .append(disagreed)
                .append(" differ");
        String before = " (";
        for (CauseCount cause : causes) {
            text.append(before).append(cause.cause().title()).append(' ').append(cause.count());
            before = ", ";
        }
        return text.append(causes.isEmpty() ? "" : ")")
                .append(notCompared > 0 ? ", " + notCompared + " skipped" : "")
                .toString();
    }
}
