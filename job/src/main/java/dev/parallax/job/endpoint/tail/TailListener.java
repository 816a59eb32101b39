package dev.parallax.job.endpoint.tail;

/** Takes what a {@link TopicTail} reads. All calls come from one thread, which reads on when they return. */
public interface TailListener {

    /**
     * A record.
     *
     * @param topic where it lies
     * @param timestampMillis its timestamp in Kafka, epoch
     * @param value its value; empty for a record without one
     */
    void onRecord(String topic, long timestampMillis, byte[] value);

    /** Receives the state of the connection whenever it changes. */
    void onStatus(TailStatus status);
}
