package dev.parallax.job.dashboard.state;

import java.util.List;

/**
 * The topics that the dashboard reads.
 *
 * @param quality topic of quality reports
 * @param alerts topic of alerts
 * @param disagreements topic of disagreements
 */
public record DashboardTopics(String quality, String alerts, String disagreements) {

    /** Checks that the three differ: a topic's name determines the kind of its records. */
    public DashboardTopics {
        if (List.of(quality, alerts, disagreements).stream().distinct().count() < 3) {
            throw new IllegalArgumentException("The topics of reports, alerts and disagreements must be three, not '"
                    + quality + "', '" + alerts + "' and '" + disagreements + "'");
        }
    }

    /** The names of the three topics: reports, alerts, disagreements. */
    public List<String> all() {
        return List.of(quality, alerts, disagreements);
    }
}
