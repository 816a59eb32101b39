package dev.parallax.job.config;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.value.Option;

/** The table of all options, in Markdown. */
public final class ConfigReference {

    private ConfigReference() {}

    /** A row for every option and every family of keys; ends with a line break. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| Key | Type | Default | Meaning |\n| --- | --- | --- | --- |\n");
        for (Option<?> option : Options.ALL) {
            String byDefault = option.defaultText();
            row(
                    table,
                    option.key(),
                    option.type(),
                    byDefault.isEmpty() ? "–" : "`" + byDefault + "`",
                    option.meaning());
        }
        for (Options.Family family : Options.FAMILIES) {
            row(table, family.prefix() + "*", "string", "–", family.meaning());
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String key, String type, String byDefault, String meaning) {
        table.append("| `")
                .append(key)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(byDefault)
                .append(" | ");
        table.append(meaning.replace("|", "\\|")).append(" |\n");
    }
}
