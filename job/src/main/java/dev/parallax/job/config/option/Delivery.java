package dev.parallax.job.config.option;

/** The delivery guarantee of the sinks: how often a consumer may see the result of one record. */
public enum Delivery {
    /** Once: with transactions, for consumers that read committed records. */
    EXACTLY_ONCE("exactly-once"),
    /** Once, or more often after a failure. */
    AT_LEAST_ONCE("at-least-once");

    private final String name;

    Delivery(String name) {
        this.name = name;
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return name;
    }
}
