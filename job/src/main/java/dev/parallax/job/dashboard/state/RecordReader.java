package dev.parallax.job.dashboard.state;

import dev.parallax.job.endpoint.tail.TailListener;
import dev.parallax.job.endpoint.tail.TailStatus;
import dev.parallax.job.wire.AlertJson;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.job.wire.QualityJson;
import dev.parallax.job.wire.RecordFormatException;

/** Reads records of the three topics into the state, and counts those that cannot be read. */
public final class RecordReader implements TailListener {

    /** A report of 200 classes with all its cells takes half of that. */
    static final int LARGEST_REPORT = 1 << 20;

    static final int LARGEST_ALERT = 16 << 10;
    static final int LARGEST_DISAGREEMENT = 256 << 10;

    private final DashboardTopics topics;
    private final DashboardState state;

    /**
     * @param topics the topics, which determine the kind of a record
     * @param state takes the records
     */
    public RecordReader(DashboardTopics topics, DashboardState state) {
        this.topics = topics;
        this.state = state;
    }

    @Override
    public void onRecord(String topic, long timestampMillis, byte[] value) {
        int largest = largest(topic);
        if (value.length > largest) {
            state.unreadable(topic);
            return;
        }
        try {
            if (topic.equals(topics.quality())) {
                state.report(Clipped.report(QualityJson.read(value)));
            } else if (topic.equals(topics.alerts())) {
                state.alert(Clipped.alert(AlertJson.read(value)));
            } else {
                state.disagreement(ShownDisagreement.of(DisagreementJson.read(value), timestampMillis));
            }
        } catch (RecordFormatException e) {
            state.unreadable(topic);
        }
    }

    private int largest(String topic) {
        if (topic.equals(topics.quality())) {
            return LARGEST_REPORT;
        }
        return topic.equals(topics.alerts()) ? LARGEST_ALERT : LARGEST_DISAGREEMENT;
    }

    @Override
    public void onStatus(TailStatus status) {
        state.kafka(status);
    }
}
