package dev.parallax.job.config.option;

import dev.parallax.bounds.Bounds;
import dev.parallax.job.config.value.Option;
import java.util.List;
import org.apache.flink.configuration.MemorySize;

/** Options of what is written and how. */
public final class SinkKeys {

    /** Least size of the largest record, in bytes: what a part of a dead letter says of it must have room. */
    public static final int LEAST_RECORD_SIZE = 4096;

    public static final Option<String> PREDICTIONS_TOPIC = Option.string(
            "sink.predictions-topic",
            "the name of a Kafka topic",
            "Topic of predictions. Must be set to run on Kafka.");

    public static final Option<String> DEAD_LETTERS_TOPIC = Option.string(
            "sink.dead-letters-topic",
            "the name of a Kafka topic",
            "Topic of records that could not be classified, byte for byte, with the reason in their headers. "
                    + "Must be set"
                    + " to run on Kafka.");

    public static final Option<String> DISAGREEMENTS_TOPIC = Option.string(
            "sink.disagreements-topic",
            "the name of a Kafka topic",
            "Topic of texts to which a Spark NLP pipeline answers otherwise. Must be set to run on Kafka with"
                    + " `shadow.enabled`.");

    public static final Option<Delivery> DELIVERY = Option.choice(
            "sink.delivery",
            Delivery.class,
            Delivery.EXACTLY_ONCE,
            "`exactly-once`: in Kafka transactions that commit with the checkpoints, so that consumers with"
                    + " `read_committed` see every record once, up to a checkpoint interval late; `at-least-once`: at"
                    + " once, and some twice after a failure.");

    public static final Option<String> TRANSACTIONAL_ID_PREFIX = Option.name(
            "sink.transactional-id-prefix",
            "parallax",
            "a prefix of its own for every job on the Kafka cluster",
            "Start of the transactional ids; two jobs with the same one fence each other off.");

    public static final Option<MemorySize> MAX_RECORD_SIZE = Option.memorySize(
            "sink.max-record-size",
            MemorySize.ZERO,
            new Bounds<>(
                    "0 (what the topic takes), or 4 kb to 2147483647 bytes",
                    size -> size.equals(MemorySize.ZERO)
                            || (size.getBytes() >= LEAST_RECORD_SIZE && size.getBytes() <= Integer.MAX_VALUE)),
            "Largest record written, key, headers and the header of its batch counted. Topics are"
                    + " asked when the job starts and when it restarts, and theirs counts in any case. A dead "
                    + "letter that is larger is written"
                    + " in parts; a text whose prediction is larger becomes a dead letter.");

    public static final Option<SinkTimestamp> TIMESTAMP = Option.choice(
            "sink.timestamp",
            SinkTimestamp.class,
            SinkTimestamp.INPUT,
            "Timestamp of what is written. `input`: that of the record that it was made of, for reports and "
                    + "alerts the end of"
                    + " their window; where the topic refuses it or would delete it at once, the time of "
                    + "writing, and the"
                    + " input's in the header `parallax.timestamp`. `now`: the time of writing, and the input's in that"
                    + " header. A topic with `message.timestamp.type` `LogAppendTime` has the broker's time in "
                    + "any case.");

    public static final Option<Boolean> INCLUDE_TEXT = Option.flag(
            "sink.include-text",
            false,
            "Whether a prediction repeats the text that it is about, and so a disagreement.");

    static final List<Option<?>> ALL = List.of(
            PREDICTIONS_TOPIC,
            DEAD_LETTERS_TOPIC,
            DISAGREEMENTS_TOPIC,
            DELIVERY,
            TRANSACTIONAL_ID_PREFIX,
            MAX_RECORD_SIZE,
            TIMESTAMP,
            INCLUDE_TEXT);

    private SinkKeys() {}
}
