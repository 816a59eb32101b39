package dev.parallax.job.config;

import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problems;
import dev.parallax.text.EpochUnit;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRules;

/**
 * How records are read and written, whatever they are read from and written to.
 *
 * @param format how a record's value is written
 * @param fields names of a JSON value's fields, all different
 * @param maxTextLength longest text taken, UTF-16 units
 * @param timestampUnit what numbers count that are event times
 * @param controlCharacters what becomes of texts with control characters that do not stand in JSON
 * @param includeText whether a prediction repeats its text
 */
public record RecordConfig(
        RecordFormat format,
        RecordFields fields,
        int maxTextLength,
        EpochUnit timestampUnit,
        TextRules.ControlCharacters controlCharacters,
        boolean includeText) {

    /** @throws ConfigException if a value is out of its range */
    public RecordConfig {
        Problems problems = new Problems();
        problems.check(maxTextLength >= 1, SourceKeys.MAX_TEXT_LENGTH, maxTextLength, "1 UTF-16 unit or more");
        requireName(SourceKeys.ID_FIELD, fields.id(), problems);
        requireName(SourceKeys.TEXT_FIELD, fields.text(), problems);
        requireName(SourceKeys.LABEL_FIELD, fields.label(), problems);
        requireName(SourceKeys.TIMESTAMP_FIELD, fields.timestamp(), problems);
        problems.check(
                !fields.text().equals(fields.id()),
                SourceKeys.TEXT_FIELD,
                fields.text(),
                "another field than that of " + SourceKeys.ID_FIELD.key());
        problems.check(
                !fields.label().equals(fields.text()),
                SourceKeys.LABEL_FIELD,
                fields.label(),
                "another field than that of " + SourceKeys.TEXT_FIELD.key());
        problems.check(
                format != RecordFormat.CONFLUENT_AVRO || timestampUnit == EpochUnit.MILLISECONDS,
                SourceKeys.TIMESTAMP_UNIT,
                timestampUnit,
                "milliseconds where " + SourceKeys.FORMAT.key() + " is " + RecordFormat.CONFLUENT_AVRO
                        + ": an instant's unit is in its schema");
        problems.throwIfAny();
    }

    private static void requireName(Option<String> option, String name, Problems problems) {
        problems.check(!name.isBlank(), option, name, option.expected());
    }

    static RecordConfig from(OptionReader options) {
        return new RecordConfig(
                options.value(SourceKeys.FORMAT),
                new RecordFields(
                        options.value(SourceKeys.ID_FIELD),
                        options.value(SourceKeys.TEXT_FIELD),
                        options.value(SourceKeys.LABEL_FIELD),
                        options.value(SourceKeys.TIMESTAMP_FIELD),
                        options.optional(SourceKeys.SEGMENT_FIELD).orElse("")),
                options.value(SourceKeys.MAX_TEXT_LENGTH),
                options.value(SourceKeys.TIMESTAMP_UNIT),
                options.value(SourceKeys.CONTROL_CHARACTERS),
                options.value(SinkKeys.INCLUDE_TEXT));
    }

    /** A parser of labels that come apart from their texts: the text that it returns is the label. */
    public TextParser labelParser() {
        return parser(
                format,
                TextRules.Content.LABEL,
                new RecordFields(fields.id(), fields.label(), "", fields.timestamp(), ""));
    }

    /** A parser of such records. */
    public TextParser parser() {
        return parser(format);
    }

    /** A parser with these limits and fields for values of another format. */
    public TextParser parser(RecordFormat other) {
        return parser(other, TextRules.Content.TEXT, fields);
    }

    private TextParser parser(RecordFormat as, TextRules.Content content, RecordFields where) {
        return new TextParser(new TextRules(as, content, where, maxTextLength, timestampUnit, controlCharacters));
    }
}
