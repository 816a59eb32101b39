package dev.parallax.job.config.setting;

import dev.parallax.bounds.Bounds;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads options as values and collects all that is wrong on the way. The default stands for a wrong value, so that
 * reading goes on to the end; {@link #read} reports what was wrong. For one thread.
 */
public final class OptionReader implements OptionValues {

    private final Settings settings;
    private final Problems problems = new Problems();

    /** @param settings what to read */
    public OptionReader(Settings settings) {
        this.settings = settings;
        problems.addAll(settings.problems());
    }

    /**
     * Reads options as one record.
     *
     * @throws ConfigException with all that is wrong
     */
    public static <C> C read(Settings settings, Function<OptionReader, C> build) {
        OptionReader options = new OptionReader(settings);
        C config = build.apply(options);
        options.located().throwIfAny();
        return config;
    }

    /** The settings that values are read from. */
    public Settings settings() {
        return settings;
    }

    @Override
    public <T> T value(Option<T> option) {
        return optional(option).orElseGet(option.declared()::defaultValue);
    }

    @Override
    public <T> T value(Option<T> option, Option<?> other, Bounds<T> bounds, T instead) {
        T value = value(option);
        if (bounds.hold(value)) {
            return value;
        }
        if (right(option, other)) {
            wrong(option, bounds.expected());
        }
        return instead;
    }

    @Override
    public <T> Optional<T> optional(Option<T> option) {
        return settings.find(option).flatMap(setting -> {
            if (!setting.unfilled().isEmpty()) {
                problems.addAll(setting.unfilled());
                return Optional.empty();
            }
            try {
                return Optional.of(option.parser().apply(setting.value()));
            } catch (IllegalArgumentException e) {
                add(Problem.wrong(option.key(), setting.written(), option.expected()));
                return Optional.empty();
            }
        });
    }

    /** Settings of a family, keys without its prefix, in the order they were written. */
    public List<Setting> family(String prefix) {
        List<Setting> family = settings.family(prefix);
        family.forEach(setting -> problems.addAll(setting.unfilled()));
        return family;
    }

    /** Adds a problem. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    /** Adds an option's value, as it was written, as wrong. */
    public void wrong(Option<?> option, String expected) {
        add(Problem.wrong(
                option.key(), settings.find(option).map(Setting::written).orElseGet(option::defaultText), expected));
    }

    /** Adds an option's value as wrong unless {@code fits} holds. */
    public void check(boolean fits, Option<?> option, String expected) {
        if (!fits) {
            wrong(option, expected);
        }
    }

    /** Whether no problem with any of these options was found so far: rules between values ask it first. */
    public boolean right(Option<?>... options) {
        return Arrays.stream(options).map(Option::key).allMatch(this::right);
    }

    /** Whether no problem with a key was found so far. */
    public boolean right(String key) {
        return problems.found().stream().noneMatch(problem -> problem.concerns(key));
    }

    /** The problems so far, and where each value stands. */
    public Problems located() {
        Problems located = new Problems();
        problems.found().stream().map(settings::locate).distinct().forEach(located::add);
        return located;
    }
}
