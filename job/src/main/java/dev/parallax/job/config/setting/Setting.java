package dev.parallax.job.config.setting;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlFile;
import dev.parallax.job.config.value.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One value of the configuration as its author wrote it.
 *
 * @param key the dotted key
 * @param written the value with its placeholders; the elements of a YAML sequence with commas between them
 * @param sequence whether it is a YAML sequence
 * @param origin where it stands, for messages: {@code file.yaml:12} or {@code --set}
 * @param value the value with its placeholders filled in, or as Kafka's clients fill them in: never to be shown
 * @param tree what stands in the file, for the keys of {@link Options#TREES}; it has no placeholders
 * @param unfilled problems of its placeholders, reported when the value is read: a command may not need it
 */
public record Setting(
        String key,
        String written,
        boolean sequence,
        String origin,
        String value,
        Optional<YamlTree> tree,
        List<Problem> unfilled) {

    /** Before a value in the message of {@link Problem#wrong}. */
    private static final String FOUND = ", and is '";

    private static final Pattern SECRET = Pattern.compile("(?i)(?:password|passwd|secret|token|credential)");

    /** A value whose placeholders are not filled in yet. */
    static Setting written(String key, String written, boolean sequence, String origin) {
        return new Setting(key, written, sequence, origin, written, Optional.empty(), List.of());
    }

    /** A value that is more than text or a list of texts. */
    static Setting tree(String key, YamlTree tree, String origin) {
        return new Setting(key, tree.flow(), false, origin, tree.flow(), Optional.of(tree), List.of());
    }

    /**
     * The value parsed as YAML, from a file or from the command line.
     *
     * @throws ConfigException if it is not YAML
     */
    public YamlTree parsed() {
        return tree.orElseGet(() -> YamlFile.parse(key, value, origin));
    }

    /** The same with its placeholders filled in, or ready to be where a Kafka client is made. */
    Setting resolved(Placeholders placeholders) {
        if (Options.TREES.contains(key)) {
            return this;
        }
        Problems problems = new Problems();
        String filled = KafkaReferences.filledInByClients(key)
                ? placeholders.defer(key, written, problems)
                : placeholders.resolve(key, written, problems);
        return new Setting(key, written, sequence, origin, filled, tree, problems.found());
    }

    /** The same under the key without its prefix. */
    Setting without(String prefix) {
        return new Setting(key.substring(prefix.length()), written, sequence, origin, value, tree, unfilled);
    }

    /** A message about the value, with placeholders in place of what was filled in, whole or in part. */
    String shown(String message) {
        if (value.equals(written)) {
            return message;
        }
        int found = message.indexOf(FOUND);
        String shown =
                found >= 0 && message.endsWith("'") ? message.substring(0, found) + FOUND + written + "'" : message;
        return shown.replace("'" + value + "'", "'" + written + "'");
    }

    /** Whether something in the value is called a secret, as in {@code -Djavax.net.ssl.keyStorePassword=…}. */
    boolean namesSecret() {
        return SECRET.matcher(written).find();
    }

    /** Key and origin: the value may be a secret. */
    @Override
    public String toString() {
        return "Setting[" + key + ", " + origin + "]";
    }
}
