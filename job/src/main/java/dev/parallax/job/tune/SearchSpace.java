package dev.parallax.job.tune;

import dev.parallax.job.tune.fit.Concurrency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Settings to choose from: every measured number of threads and runs, with every size of batches. */
final class SearchSpace {

    private static final int FEWEST_TOKENS = 128;
    private static final int MOST_TOKENS = 8192;

    private SearchSpace() {}

    /**
     * All settings, and the configured one among them.
     *
     * @param concurrencies threads and runs
     * @param rows most rows of a batch
     * @param longest length of the longest text in tokens; a limit of tokens that no batch reaches occurs once
     * @param configured the setting that the options have
     */
    static List<Setting> settings(
            Collection<Concurrency> concurrencies, List<Integer> rows, int longest, Setting configured) {
        List<Setting> settings = new ArrayList<>();
        for (Concurrency concurrency : concurrencies) {
            for (int number : rows) {
                for (int tokens : tokenLimits(number, longest, configured.maxPaddedTokens())) {
                    settings.add(new Setting(concurrency, number, tokens));
                }
            }
        }
        if (!settings.contains(configured)) {
            settings.add(configured);
        }
        return settings;
    }

    /** Limits that end some batches, and the smallest one that ends none. */
    private static List<Integer> tokenLimits(int rows, int longest, int configured) {
        TreeSet<Integer> limits = new TreeSet<>(List.of(configured));
        for (int limit = FEWEST_TOKENS; limit <= MOST_TOKENS; limit *= 2) {
            limits.add(limit);
        }
        if (rows == 1) {
            return List.of(configured);
        }
        List<Integer> effective = new ArrayList<>();
        for (int limit : limits) {
            if ((long) rows * longest > limit) {
                effective.add(limit);
            }
        }
        if (effective.size() < limits.size()) {
            effective.add((long) rows * longest <= configured ? configured : limits.last());
        }
        return effective;
    }
}
