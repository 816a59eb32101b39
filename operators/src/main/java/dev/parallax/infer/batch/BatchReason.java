package dev.parallax.infer.batch;

/** The reason for which a batch was closed. */
public enum BatchReason {
    /** It had as many rows as a batch may have. */
    FULL_ROWS("full-rows"),
    /** One more row would have been too many padded tokens. */
    FULL_TOKENS("full-tokens"),
    /** One more row would have been too much padding: what still waits is much longer or shorter. */
    LENGTH_BOUNDARY("length-boundary"),
    /** The device was free and nothing else waited. */
    IDLE("idle"),
    /** The device was free and had waited for more texts as long as the policy allows. */
    LINGER("linger"),
    /** The batcher drains. */
    DRAIN("drain");

    private final String label;

    BatchReason(String label) {
        this.label = label;
    }

    /** The name used in metrics. */
    public String label() {
        return label;
    }
}
