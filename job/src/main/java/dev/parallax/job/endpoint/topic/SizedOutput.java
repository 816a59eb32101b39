package dev.parallax.job.endpoint.topic;

import dev.parallax.job.config.option.SinkTimestamp;
import java.time.Clock;

/** An output that takes every record up to a size, with whatever key and timestamp, and keeps it, such as a file. */
public final class SizedOutput extends OutputTopic {

    private static final TopicRules ANY =
            new TopicRules(Integer.MAX_VALUE, false, false, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private final long bytes;

    /**
     * @param name its name
     * @param bytes largest record
     */
    public SizedOutput(String name, long bytes) {
        super(name, name, ANY, null, Integer.MAX_VALUE, SinkTimestamp.INPUT, Clock.systemUTC());
        this.bytes = bytes;
    }

    @Override
    public long recordBytes() {
        return bytes;
    }
}
