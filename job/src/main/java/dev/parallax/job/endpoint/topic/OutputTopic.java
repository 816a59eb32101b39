package dev.parallax.job.endpoint.topic;

import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SinkTimestamp;
import java.io.Serializable;
import java.time.Clock;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic that the job writes to, with what it takes. That is read again by every task that starts, since a topic may
 * be configured anew, while the job's graph stays what it was.
 *
 * <p>Safe for several threads.
 */
public class OutputTopic implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputTopic.class);

    /**
     * The most bytes that compression adds to incompressible data: a header and, for each block of 16 KiB or more, a
     * few bytes. Producer or topic may ask for it.
     */
    private static final int COMPRESSED_HEADER = 64;

    private static final int COMPRESSED_SHARE = 256;

    private final String name;
    private final String option;
    private final TopicRules known;
    private final @Nullable TopicRulesReader reader;
    private final int mostBytes;
    private final SinkTimestamp timestamp;
    private final Clock clock;
    private transient volatile @Nullable TopicRules rules;

    /**
     * @param name the topic
     * @param option key of the option that names it
     * @param known what it takes, as far as it is known before tasks start
     * @param reader reads that again; {@code null} where it stays as it is known
     * @param mostBytes largest batch by the options
     * @param timestamp which timestamp records have
     * @param clock the time of writing
     */
    public OutputTopic(
            String name,
            String option,
            TopicRules known,
            @Nullable TopicRulesReader reader,
            int mostBytes,
            SinkTimestamp timestamp,
            Clock clock) {
        this.name = name;
        this.option = option;
        this.known = known;
        this.reader = reader;
        this.mostBytes = mostBytes;
        this.timestamp = timestamp;
        this.clock = clock;
    }

    /** A topic whose rules do not change, with the input's timestamps where it takes them. */
    public static OutputTopic of(String name, TopicRules rules) {
        return new OutputTopic(name, name, rules, null, Integer.MAX_VALUE, SinkTimestamp.INPUT, Clock.systemUTC());
    }

    /** The topic. */
    public final String name() {
        return name;
    }

    /** The topic and the option that names it, for messages. */
    public final String described() {
        return "'" + name + "' (" + option + ")";
    }

    /**
     * The rules of the topic, read at the first call in a task.
     *
     * @throws IllegalStateException if it takes less than what a dead letter's headers may need, or the thread is
     *     interrupted
     */
    public final TopicRules rules() {
        TopicRules read = rules;
        if (read == null) {
            read = read();
            rules = read;
        }
        return read;
    }

    private TopicRules read() {
        if (reader == null) {
            return known;
        }
        TopicRules read;
        try {
            read = reader.read().getOrDefault(name, known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading what topic " + described() + " takes", e);
        }
        if (!read.equals(known)) {
            LOG.info("Topic {} takes other records than when the job was submitted: {}", described(), read);
        }
        if (read.maxMessageBytes() < SinkKeys.LEAST_RECORD_SIZE) {
            throw new IllegalStateException(
                    "Topic " + described() + " must have " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " of "
                            + SinkKeys.LEAST_RECORD_SIZE + " or more, and has " + read.maxMessageBytes());
        }
        return read;
    }

    /** Has the topic's rules read anew by tasks that start from now on. */
    final void forget() {
        if (reader != null) {
            reader.forget();
        }
    }

    /** Largest record that may be written, as {@link RecordSize} counts it without {@link Stamp#HEADER}. */
    public long recordBytes() {
        return (long) usable(batchBytes()) - Stamp.MOST_BYTES;
    }

    /** Largest batch that the topic and the producer take. */
    public final int batchBytes() {
        return Math.min(mostBytes, rules().maxMessageBytes());
    }

    /** Bytes of a record that stays within a limit of whole batches, however it is compressed. */
    public static int usable(int batchBytes) {
        return batchBytes - batchBytes / COMPRESSED_SHARE - COMPRESSED_HEADER;
    }

    /**
     * The timestamp of a record that is written now.
     *
     * @param inputMillis the timestamp of what it is made of, epoch milliseconds; {@link Stamp#NONE} for none
     */
    final Stamp stamp(long inputMillis) {
        return Stamp.of(rules(), timestamp, inputMillis, clock.millis());
    }
}
