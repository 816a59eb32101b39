package dev.parallax.job.config.option;

/** How often a consumer may see what was made of one record. */
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
