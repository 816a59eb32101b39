package dev.parallax.job.config.value;

import dev.parallax.bounds.Bounds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/**
 * One option: its key, default and meaning as a Flink {@link ConfigOption}, and how people write its values.
 *
 * @param declared key, type, default and description
 * @param type name of the type in the reference
 * @param expected what a value must look like, to end the sentence "must be …"
 * @param parser reads a value as written; throws {@link DisallowedValueException} for one that the option does not
 *     allow, and another {@link IllegalArgumentException} for one that is not of the type
 * @param <T> type of the values
 */
public record Option<T>(ConfigOption<T> declared, String type, String expected, Function<String, T> parser) {

    /** A string that may be left out. */
    public static Option<String> string(String key, String expected, String meaning) {
        return flink(ConfigOptions.key(key).stringType().noDefaultValue().withDescription(meaning), "string", expected);
    }

    /** A string. */
    public static Option<String> string(String key, String byDefault, String expected, String meaning) {
        return flink(
                ConfigOptions.key(key).stringType().defaultValue(byDefault).withDescription(meaning),
                "string",
                expected);
    }

    /** A string of more than white space. */
    public static Option<String> name(String key, String byDefault, String expected, String meaning) {
        return string(key, byDefault, expected, meaning).onlyIf(text -> !text.isBlank());
    }

    /** A path that may be left out. */
    public static Option<String> path(String key, String expected, String meaning) {
        return string(key, expected, meaning).onlyIf(Option::isPath);
    }

    /** Whether a text is the path of a file or folder, there or not. */
    public static boolean isPath(String text) {
        try {
            return !text.isBlank() && !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** More than a value or a list of values: what stands below the key is read by a reader of its own. */
    public static Option<String> tree(String key, String type, String expected, String meaning) {
        return flink(ConfigOptions.key(key).stringType().noDefaultValue().withDescription(meaning), type, expected);
    }

    /** Strings: a YAML sequence, or with commas between them. */
    public static Option<List<String>> strings(String key, String expected, String meaning) {
        return new Option<>(
                ConfigOptions.key(key).stringType().asList().noDefaultValue().withDescription(meaning),
                "list of strings",
                expected,
                Option::split);
    }

    /** Strings within bounds: a YAML sequence, or with commas between them. */
    public static Option<List<String>> strings(
            String key, String expected, Bounds<List<String>> bounds, String meaning) {
        return strings(key, expected, meaning).within(bounds);
    }

    /** An integer within bounds. */
    public static Option<Integer> integer(String key, int byDefault, Bounds<Integer> bounds, String meaning) {
        return flink(
                        ConfigOptions.key(key).intType().defaultValue(byDefault).withDescription(meaning),
                        "integer",
                        "an integer")
                .within(bounds);
    }

    /** A number within bounds. */
    public static Option<Double> number(String key, double byDefault, Bounds<Double> bounds, String meaning) {
        return flink(
                        ConfigOptions.key(key)
                                .doubleType()
                                .defaultValue(byDefault)
                                .withDescription(meaning),
                        "number",
                        "a number")
                .within(bounds);
    }

    /** Yes or no. */
    public static Option<Boolean> flag(String key, boolean byDefault, String meaning) {
        return flink(
                ConfigOptions.key(key).booleanType().defaultValue(byDefault).withDescription(meaning),
                "boolean",
                "true or false");
    }

    /** A length of time within bounds; the unit must be written. */
    public static Option<Duration> duration(String key, Duration byDefault, Bounds<Duration> bounds, String meaning) {
        return flink(
                        ConfigOptions.key(key)
                                .durationType()
                                .defaultValue(byDefault)
                                .withDescription(meaning),
                        "duration",
                        "a duration with its unit, such as 500 ms, 30 s or 5 min")
                .withUnit()
                .within(bounds);
    }

    /** A number of bytes; the unit must be written. */
    public static Option<MemorySize> memorySize(String key, MemorySize byDefault, String meaning) {
        return flink(
                        ConfigOptions.key(key)
                                .memoryType()
                                .defaultValue(byDefault)
                                .withDescription(meaning),
                        "memory size",
                        "a memory size with its unit, such as 512 mb or 4 gb")
                .withUnit();
    }

    /** A number of bytes within bounds; the unit must be written. */
    public static Option<MemorySize> memorySize(
            String key, MemorySize byDefault, Bounds<MemorySize> bounds, String meaning) {
        return memorySize(key, byDefault, meaning).within(bounds);
    }

    /** One of an enum's constants, written as their {@code toString} in lower case. */
    public static <E extends Enum<E>> Option<E> choice(String key, Class<E> type, E byDefault, String meaning) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(Option::name)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        return flink(
                ConfigOptions.key(key).enumType(type).defaultValue(byDefault).withDescription(meaning),
                names,
                "one of " + names.replace("`", ""));
    }

    private static <T> Option<T> flink(ConfigOption<T> declared, String type, String expected) {
        return new Option<>(
                declared,
                type,
                expected,
                text -> Configuration.fromMap(Map.of(declared.key(), text)).get(declared));
    }

    private Option<T> withUnit() {
        return onlyIf(text -> {
            String value = text.strip();
            return value.equals("0") || !value.chars().allMatch(Character::isDigit);
        });
    }

    /** The same for values whose text passes a test. */
    private Option<T> onlyIf(Predicate<String> allowed) {
        return new Option<>(declared, type, expected, text -> {
            if (!allowed.test(text)) {
                throw new DisallowedValueException(expected);
            }
            return parser.apply(text);
        });
    }

    /** The same for values within bounds, which the reference states beside the type. */
    private Option<T> within(Bounds<T> bounds) {
        if (declared.hasDefaultValue() && !bounds.hold(declared.defaultValue())) {
            throw new IllegalArgumentException(
                    key() + ": the default must be " + bounds.expected() + ", and is " + defaultText());
        }
        String within = expected + ", " + bounds.expected();
        return new Option<>(declared, type + ", " + bounds.expected(), within, text -> {
            T value = parser.apply(text);
            if (!bounds.hold(value)) {
                throw new DisallowedValueException(within);
            }
            return value;
        });
    }

    private static List<String> split(String text) {
        String value = text.strip();
        if (value.startsWith("[") && value.endsWith("]")) {
            value = value.substring(1, value.length() - 1);
        }
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    /** The key. */
    public String key() {
        return declared.key();
    }

    /** The meaning of the option, one sentence or a few. */
    public String meaning() {
        return new HtmlFormatter().format(declared.description());
    }

    /** The default as people write it, empty where there is none. */
    public String defaultText() {
        if (!declared.hasDefaultValue()) {
            return "";
        }
        T value = declared.defaultValue();
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        return value instanceof Enum<?> constant ? name(constant) : value.toString();
    }

    private static String name(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }
}
