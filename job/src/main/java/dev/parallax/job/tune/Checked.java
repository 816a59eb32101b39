package dev.parallax.job.tune;

/**
 * A setting that was checked with the real batcher and the real model.
 *
 * @param role reason for the check
 * @param rated its figures in the search
 * @param predicted simulated figures of the very texts and arrivals of the check
 * @param measured measured figures
 */
record Checked(Role role, Rated rated, Figures predicted, Figures measured) {

    /** A reason for a check. */
    enum Role {
        /** The best setting by simulation. */
        BEST("best by simulation"),
        /** The setting that the options have, their defaults unless they are set. */
        CONFIGURED("configured"),
        /** Both of these. */
        BEST_AND_CONFIGURED("configured, best by simulation"),
        /** The best setting with other threads or batches in flight, or else with other batches. */
        OTHER("best other one");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        /** The reason in words. */
        String words() {
            return words;
        }

        /** Whether the options have this setting. */
        boolean configured() {
            return this == CONFIGURED || this == BEST_AND_CONFIGURED;
        }
    }

    /**
     * Relative error of the prediction that the goal is about, with its sign: 0.1 is a tenth more than was measured.
     */
    double error(Goal goal) {
        return goal.arriving()
                ? predicted.p99Millis() / measured.p99Millis() - 1
                : predicted.perSecond() / measured.perSecond() - 1;
    }
}
