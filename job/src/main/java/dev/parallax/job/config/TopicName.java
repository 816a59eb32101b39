package dev.parallax.job.config;

import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import java.util.regex.Pattern;

/** The rules of Kafka for the name of a topic. */
final class TopicName {

    static final String EXPECTED = "a topic's name: 1 to 249 letters, digits, '.', '_' or '-'";

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private TopicName() {}

    /** Whether a topic can have this name. */
    static boolean legal(String name) {
        return LEGAL.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** Adds a problem unless a topic can have this name; an empty one counts as not set. */
    static void require(Option<?> option, String name, OptionReader options) {
        if (name.isEmpty()) {
            options.add(Problem.missing(option.key(), EXPECTED));
        } else {
            options.check(legal(name), option, EXPECTED);
        }
    }
}
