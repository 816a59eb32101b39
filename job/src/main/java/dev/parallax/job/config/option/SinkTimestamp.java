package dev.parallax.job.config.option;

/** Which timestamp a result has in its topic, where the topic leaves that to the producer. */
public enum SinkTimestamp {
    /** That of the record that it was made of; for reports and alerts the end of their window. */
    INPUT("input"),
    /** The time of writing. */
    NOW("now");

    private final String name;

    SinkTimestamp(String name) {
        this.name = name;
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return name;
    }
}
