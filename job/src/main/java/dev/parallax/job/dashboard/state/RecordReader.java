package dev.parallax.job.dashboard.state;

import dev.parallax.job.endpoint.tail.TailListener;
import dev.parallax.job.endpoint.tail.TailStatus;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads records of the three topics into the state. What it cannot read it counts. */
public final class RecordReader implements TailListener {

    /** A report of 200 classes with all its cells takes half of that. */
    static final int LARGEST_REPORT = 1 << 20;

    static final int LARGEST_ALERT = 16 << 10;
    static final int LARGEST_DISAGREEMENT = 256 << 10;

    private final DashboardTopics topics;
    private final DashboardState state;

    public RecordReader(DashboardTopics topics, DashboardState state) {
        this.topics = topics;
        this.state = state;
    }

    @Override
    public void onRecord(String topic, long timestampMillis, byte[] value) {
        if (topic.equals(topics.quality())) {
            read(topic, value, LARGEST_REPORT, QualityRecord.class, state::report);
        } else if (topic.equals(topics.alerts())) {
            read(topic, value, LARGEST_ALERT, AlertRecord.class, state::alert);
        } else {
            read(
                    topic,
                    value,
                    LARGEST_DISAGREEMENT,
                    DisagreementRecord.class,
                    disagreement -> state.disagreement(disagreement.at(timestampMillis)));
        }
    }

    private <T> void read(String topic, byte[] value, int largest, Class<T> type, Consumer<T> take) {
        Optional<T> read = value.length > largest ? Optional.empty() : Json.read(value, type);
        read.ifPresentOrElse(take, () -> state.unreadable(topic));
    }

    @Override
    public void onStatus(TailStatus status) {
        state.kafka(status);
    }
}
