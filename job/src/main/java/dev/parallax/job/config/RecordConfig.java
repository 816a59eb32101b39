package dev.parallax.job.config;

import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.text.EpochUnit;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRules;

/**
 * The options for reading and writing records, for every kind of source and sink.
 *
 * @param rules how the text of a record is found and checked
 * @param includeText whether a prediction repeats its text
 */
public record RecordConfig(TextRules rules, boolean includeText) {

    static RecordConfig from(OptionReader options) {
        TextRules rules = SourceKeys.rules(options);
        RecordFields fields = rules.fields();
        options.check(
                !fields.text().equals(fields.id()),
                SourceKeys.TEXT_FIELD,
                "another field than that of " + SourceKeys.ID_FIELD.key());
        options.check(
                !fields.label().equals(fields.text()),
                SourceKeys.LABEL_FIELD,
                "another field than that of " + SourceKeys.TEXT_FIELD.key());
        options.check(
                rules.format() != RecordFormat.CONFLUENT_AVRO || rules.timestampUnit() == EpochUnit.MILLISECONDS,
                SourceKeys.TIMESTAMP_UNIT,
                "milliseconds where " + SourceKeys.FORMAT.key() + " is " + RecordFormat.CONFLUENT_AVRO
                        + ": an instant's unit is in its schema");
        return new RecordConfig(rules, options.value(SinkKeys.INCLUDE_TEXT));
    }

    /** The format of a record's value. */
    public RecordFormat format() {
        return rules.format();
    }

    /** A parser of labels that come apart from their texts: the text that it returns is the label. */
    public TextParser labelParser() {
        RecordFields fields = rules.fields();
        return new TextParser(new TextRules(
                rules.format(),
                TextRules.Content.LABEL,
                new RecordFields(fields.id(), fields.label(), "", fields.timestamp(), ""),
                rules.maxCharacters(),
                rules.timestampUnit(),
                rules.controlCharacters()));
    }

    /** A parser of such records. */
    public TextParser parser() {
        return new TextParser(rules);
    }

    /** A parser with these limits and fields for values of another format. */
    public TextParser parser(RecordFormat other) {
        return new TextParser(rules.with(other));
    }
}
