package dev.parallax.job.config.setting;

import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads options as values and collects all that is wrong on the way. For one thread. */
public final class OptionReader {

    private final Settings settings;
    private final Problems problems = new Problems();

    /** @param settings what to read */
    public OptionReader(Settings settings) {
        this.settings = settings;
        problems.addAll(settings.problems());
    }

    /** Where the values come from. */
    public Settings settings() {
        return settings;
    }

    /** The value, or the default where there is none or a wrong one; the option must have a default. */
    public <T> T value(Option<T> option) {
        return optional(option).orElseGet(option.declared()::defaultValue);
    }

    /** Settings of a family, keys without its prefix, in the order they were written. */
    public List<Setting> family(String prefix) {
        List<Setting> family = settings.family(prefix);
        family.forEach(setting -> problems.addAll(setting.unfilled()));
        return family;
    }

    /** The value, if there is a right one. */
    public <T> Optional<T> optional(Option<T> option) {
        return settings.find(option).flatMap(setting -> {
            if (!setting.unfilled().isEmpty()) {
                problems.addAll(setting.unfilled());
                return Optional.empty();
            }
            try {
                return Optional.of(option.parser().apply(setting.value()));
            } catch (IllegalArgumentException e) {
                problems.add(Problem.wrong(option.key(), setting.written(), option.expected()));
                return Optional.empty();
            }
        });
    }

    /** Adds a problem. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    /** Builds a record of several options, or gives {@code null} and keeps the problems if one of them is wrong. */
    public <C> @Nullable C group(Function<OptionReader, C> build) {
        int before = problems.count();
        try {
            C group = build.apply(this);
            return problems.count() == before ? group : null;
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /**
     * Reads a record of several options by itself.
     *
     * @throws ConfigException with all that is wrong
     */
    public static <C> C read(Settings settings, Function<OptionReader, C> build) {
        OptionReader options = new OptionReader(settings);
        C group = options.group(build);
        options.located().throwIfAny();
        if (group == null) {
            throw new IllegalStateException("A configuration that could not be read must have a problem");
        }
        return group;
    }

    /** The problems so far, and where each value stands. */
    public Problems located() {
        Problems located = new Problems();
        problems.found().stream().map(settings::locate).distinct().forEach(located::add);
        return located;
    }
}
