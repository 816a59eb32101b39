package dev.parallax.job.config.option;

import dev.parallax.bounds.Bounds;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import dev.parallax.text.EpochUnit;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextRules;
import java.time.Duration;
import java.util.List;

/** Options of records that are read, and the record that they set. */
public final class SourceKeys {

    private static final String FIELD = "a field's name, or names with dots between them";

    public static final Option<List<String>> TOPICS = Option.strings(
            "source.topics",
            "names of Kafka topics",
            "Topics to read. Exactly one of this and `source.topic-pattern` must be set to run on Kafka.");

    public static final Option<String> TOPIC_PATTERN = Option.string(
            "source.topic-pattern",
            "a Java regular expression",
            "Java regular expression that the whole name of a topic must match to be read; topics that appear later are"
                    + " found too.");

    public static final Option<RecordFormat> FORMAT = Option.choice(
            "source.format",
            RecordFormat.class,
            RecordFormat.JSON,
            "How a record's value is written: `json`, an object with the fields below; `text`, the text itself, with"
                    + " the record's key as its id; `confluent-json`, such an object behind the five bytes that "
                    + "serializers of"
                    + " a schema registry write; or `confluent-avro`, an Avro record with the fields below "
                    + "behind such bytes,"
                    + " with the schemas of `kafka.consumer.schema.registry.url`.");

    public static final Option<String> ID_FIELD = Option.name(
            "source.fields.id",
            RecordFields.DEFAULT.id(),
            FIELD,
            "JSON field with the record's identity, a string or an integer; must be there. Names with dots "
                    + "between them lead into"
                    + " objects, as `payload.after.id`; a field whose own name has dots comes first.");

    public static final Option<String> TEXT_FIELD = Option.name(
            "source.fields.text",
            RecordFields.DEFAULT.text(),
            FIELD,
            "JSON field with the text, a string; must be there.");

    public static final Option<String> LABEL_FIELD = Option.name(
            "source.fields.label",
            RecordFields.DEFAULT.label(),
            FIELD,
            "JSON field with the true class, where it is known: a string, an integer or a boolean.");

    public static final Option<String> TIMESTAMP_FIELD = Option.name(
            "source.fields.timestamp",
            RecordFields.DEFAULT.timestamp(),
            FIELD,
            "JSON field with the event time, a number as `source.timestamp-unit` says or ISO-8601 with an "
                    + "offset; without it,"
                    + " and where it is none of these, the record's own timestamp counts.");

    public static final Option<String> SEGMENT_FIELD = Option.string(
            "source.fields.segment",
            FIELD,
            "JSON field by whose value quality is reported apart, such as a language or a tenant: a string, a "
                    + "number or a"
                    + " boolean. Unset for none; see `quality.segments`.");

    public static final Option<EpochUnit> TIMESTAMP_UNIT = Option.choice(
            "source.timestamp-unit",
            EpochUnit.class,
            EpochUnit.MILLISECONDS,
            "What a number in `source.fields.timestamp` counts since 1970. Where it is milliseconds, numbers "
                    + "from 10^9 to"
                    + " 10^11, which are seconds, are not taken for times in 1970.");

    public static final Option<TextRules.ControlCharacters> CONTROL_CHARACTERS = Option.choice(
            "source.control-characters",
            TextRules.ControlCharacters.class,
            TextRules.ControlCharacters.REFUSE,
            "What becomes of texts with `source.format: text`, and of lines of text, that hold control "
                    + "characters other than"
                    + " tab, line feed, form feed, carriage return and escape: dead letters, since compressed "
                    + "and binary values are"
                    + " full of them, or predictions as of any text.");

    public static final Option<Integer> MAX_TEXT_LENGTH = Option.integer(
            "source.max-text-length",
            100_000,
            TextRules.MAX_CHARACTERS,
            "Longest text taken, in UTF-16 units; longer ones become dead letters.");

    public static final Option<String> START = Option.string(
            "source.start",
            "committed",
            StartingOffsets.EXPECTED,
            "Where to read from when there is no checkpoint: `earliest`, `latest`, `committed` (the group's offsets,"
                    + " `earliest` where it has none), or the first record at an ISO-8601 instant.");

    public static final Option<String> GROUP_ID = Option.name(
            "source.group-id",
            "parallax",
            "a consumer group's name",
            "Consumer group whose offsets are committed with every checkpoint.");

    public static final Option<Duration> PARTITION_DISCOVERY = Option.duration(
            "source.partition-discovery-interval",
            Duration.ofMinutes(5),
            Bounds.DURATION,
            "How often to look for new partitions and, with a pattern, topics; 0 for never.");

    public static final Option<Duration> MAX_OUT_OF_ORDERNESS = Option.duration(
            "source.max-out-of-orderness",
            Duration.ofSeconds(5),
            Bounds.DURATION,
            "How far event times may lag behind the latest one of their partition before they count as late.");

    public static final Option<Duration> IDLE_TIMEOUT = Option.duration(
            "source.idle-timeout",
            Duration.ofSeconds(30),
            Bounds.DURATION,
            "After how long without a record a partition no longer holds event time back; 0 for never.");

    public static final Option<Duration> MAX_AHEAD = Option.duration(
            "source.max-ahead",
            Duration.ofMinutes(10),
            Bounds.DURATION,
            "How far an event time may be ahead of the clock; records beyond become dead letters, since one of "
                    + "them would"
                    + " make all that comes later late.");

    static final List<Option<?>> ALL = List.of(
            TOPICS,
            TOPIC_PATTERN,
            FORMAT,
            ID_FIELD,
            TEXT_FIELD,
            LABEL_FIELD,
            TIMESTAMP_FIELD,
            SEGMENT_FIELD,
            TIMESTAMP_UNIT,
            CONTROL_CHARACTERS,
            MAX_TEXT_LENGTH,
            START,
            GROUP_ID,
            PARTITION_DISCOVERY,
            MAX_OUT_OF_ORDERNESS,
            IDLE_TIMEOUT,
            MAX_AHEAD);

    private SourceKeys() {}

    /** The rules for finding and checking the text of a record. */
    public static TextRules rules(OptionValues options) {
        return new TextRules(
                options.value(FORMAT),
                TextRules.Content.TEXT,
                new RecordFields(
                        options.value(ID_FIELD),
                        options.value(TEXT_FIELD),
                        options.value(LABEL_FIELD),
                        options.value(TIMESTAMP_FIELD),
                        options.optional(SEGMENT_FIELD).orElse("")),
                options.value(MAX_TEXT_LENGTH),
                options.value(TIMESTAMP_UNIT),
                options.value(CONTROL_CHARACTERS));
    }
}
