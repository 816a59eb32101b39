package dev.parallax.job.quickstart;

import java.util.List;

/** Names of the topics and of the consumer group of a quickstart. */
final class QuickstartTopics {

    static final String TEXTS = "texts";
    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DISAGREEMENTS = "disagreements";
    static final String QUALITY = "quality";
    static final String ALERTS = "alerts";

    /** The consumer group of the job's source. */
    static final String GROUP = "parallax-quickstart";

    private QuickstartTopics() {}

    /** All topics. Each has one partition. */
    static List<String> all() {
        return List.of(TEXTS, PREDICTIONS, DEAD_LETTERS, DISAGREEMENTS, QUALITY, ALERTS);
    }
}
