package dev.parallax.job.config.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one thing, such as a stage of a pipeline, and collects all that is wrong with them. What it
 * is asked for is what the thing has; anything else is an error. For one thread.
 */
public final class YamlParameters {

    private final String path;
    private final String kind;
    private final String origin;
    private final Problems problems;
    private final Map<String, YamlTree.Entry> written = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param path the thing's key, for messages
     * @param kind what it is: a parameter that it has not "is not a parameter of this kind"
     * @param origin where it stands
     * @param parameters what is written
     * @param problems takes what is wrong
     */
    public YamlParameters(String path, String kind, String origin, YamlTree.Mapping parameters, Problems problems) {
        this.path = path;
        this.kind = kind;
        this.origin = origin;
        this.problems = problems;
        for (YamlTree.Entry entry : parameters.entries()) {
            YamlTree.Entry before = written.putIfAbsent(entry.key(), entry);
            if (before != null) {
                add(entry, "must be set once, and is set at " + before.origin() + " too");
            } else if (entry.value() instanceof YamlTree.Unusable nothing) {
                add(entry, nothing.reason());
            }
        }
    }

    /**
     * Makes what the parameters are for.
     *
     * @param make asks for every parameter; may throw {@link IllegalArgumentException} for values that are out of range
     * @return what it made, or nothing and a problem or more
     */
    public <P> Optional<P> make(Supplier<P> make) {
        int before = problems.count();
        @Nullable P made = null;
        String refused = "";
        try {
            made = make.get();
        } catch (IllegalArgumentException e) {
            refused = String.valueOf(e.getMessage());
        }
        written.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .forEach(entry -> add(
                        entry,
                        "is not a parameter of this " + kind + "; the nearest one is '"
                                + NearestKey.to(entry.key(), known) + "', and it has " + String.join(", ", known)));
        if (made == null && problems.count() == before) {
            refused(refused);
        }
        return problems.count() == before ? Optional.ofNullable(made) : Optional.empty();
    }

    /** A message about a rejected value begins with the parameter's name, with the stage's name before it or not. */
    private void refused(String message) {
        String name = message.split(" ", 2)[0];
        YamlTree.Entry entry = written.get(name.substring(name.lastIndexOf('.') + 1));
        if (entry == null) {
            problems.add(new Problem(path + " (" + origin + ")", message));
        } else {
            add(entry, message.substring(name.length()).strip());
        }
    }

    /** Whether a parameter is written. */
    public boolean has(String name) {
        return written.containsKey(name);
    }

    /** Adds a problem with a parameter that must be written and is not. */
    public void missing(String name, String expected) {
        problems.add(Problem.missing(path + "." + name + " (" + origin + ")", expected));
    }

    /** Adds a problem with a parameter that is written. */
    public void wrong(String name, String expected) {
        YamlTree.Entry entry = written.get(name);
        if (entry != null) {
            wrong(entry, entry.value(), expected);
        }
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean byDefault) {
        return choice(name, Map.of("true", true, "false", false)::get, "true or false")
                .orElse(byDefault);
    }

    /** An integer. */
    public int integer(String name, int byDefault) {
        return optionalInteger(name).orElse(byDefault);
    }

    /** An integer, if it is written. */
    public Optional<Integer> optionalInteger(String name) {
        return scalar(name, Integer::valueOf, "an integer");
    }

    /** A number. */
    public float number(String name, float byDefault) {
        return scalar(name, Float::valueOf, "a number").orElse(byDefault);
    }

    /** A number, if it is written. */
    public Optional<Double> optionalNumber(String name) {
        return scalar(name, Double::valueOf, "a number");
    }

    /** A value as an option of its type is written, if it is written. */
    public <T> Optional<T> like(Option<T> option, String name) {
        return scalar(name, option.parser(), option.expected());
    }

    /** Any text. */
    public String text(String name, String byDefault) {
        return optionalText(name).orElse(byDefault);
    }

    /** Any text, if it is written. */
    public Optional<String> optionalText(String name) {
        return scalar(name, Function.identity(), "one plain value");
    }

    /** One of an enum's constants, in lower case. */
    public <E extends Enum<E>> E choice(String name, E byDefault) {
        Map<String, E> byName = new LinkedHashMap<>();
        Arrays.stream(byDefault.getDeclaringClass().getEnumConstants())
                .forEach(constant -> byName.put(constant.name().toLowerCase(Locale.ROOT), constant));
        String names = byName.keySet().stream().collect(Collectors.joining(", ", "one of ", ""));
        return choice(name, byName::get, names).orElse(byDefault);
    }

    /** A list of texts. */
    public List<String> texts(String name, List<String> byDefault) {
        known.add(name);
        YamlTree.Entry entry = written.get(name);
        if (entry == null || entry.value() instanceof YamlTree.Unusable) {
            return byDefault;
        }
        List<String> texts = new ArrayList<>();
        if (entry.value() instanceof YamlTree.Sequence list) {
            list.elements().stream()
                    .filter(YamlTree.Scalar.class::isInstance)
                    .map(YamlTree.Scalar.class::cast)
                    .forEach(scalar -> texts.add(scalar.text()));
            if (texts.size() == list.elements().size()) {
                return List.copyOf(texts);
            }
        }
        add(
                entry,
                "must be a list of plain values, such as [\"a\", \"b\"], and is "
                        + entry.value().kind());
        return byDefault;
    }

    private <T> Optional<T> choice(String name, Function<String, @Nullable T> byName, String expected) {
        return scalar(
                name,
                text -> {
                    @Nullable T value = byName.apply(text.toLowerCase(Locale.ROOT));
                    if (value == null) {
                        throw new IllegalArgumentException("No such choice");
                    }
                    return value;
                },
                expected);
    }

    private <T> Optional<T> scalar(String name, Function<String, T> parser, String expected) {
        known.add(name);
        YamlTree.Entry entry = written.get(name);
        if (entry == null || entry.value() instanceof YamlTree.Unusable) {
            return Optional.empty();
        }
        if (entry.value() instanceof YamlTree.Scalar scalar) {
            try {
                return Optional.of(parser.apply(scalar.text()));
            } catch (IllegalArgumentException e) {
                wrong(entry, scalar, expected);
                return Optional.empty();
            }
        }
        wrong(entry, entry.value(), expected);
        return Optional.empty();
    }

    private void wrong(YamlTree.Entry entry, YamlTree value, String expected) {
        String found = value instanceof YamlTree.Scalar scalar ? "'" + scalar.text() + "'" : value.kind();
        add(entry, "must be " + expected + ", and is " + found);
    }

    private void add(YamlTree.Entry entry, String message) {
        problems.add(new Problem(path + "." + entry.key() + " (" + entry.origin() + ")", message));
    }
}
