package dev.parallax.job.config;

import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.model.DefaultModel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which model classifies.
 *
 * @param path the model's folder, if it is the user's own
 * @param name the model that comes with Parallax, used where there is no path
 * @param maxLength most token ids of a text, special ones included; 0 for as many as the model takes
 */
public record ModelConfig(Optional<Path> path, DefaultModel name, int maxLength) {

    /** Fewest token ids that leave room for text between two special tokens. */
    private static final int MIN_LENGTH = 3;

    /** @throws ConfigException if a value is out of its range */
    public ModelConfig {
        Problems problems = new Problems();
        problems.check(
                maxLength == 0 || maxLength >= MIN_LENGTH,
                ModelKeys.MAX_LENGTH,
                maxLength,
                "0 (as many as the model takes), or " + MIN_LENGTH + " token ids or more");
        problems.throwIfAny();
    }

    static ModelConfig from(OptionReader options) {
        Settings settings = options.settings();
        if (settings.contains(ModelKeys.PATH.key()) && settings.contains(ModelKeys.NAME.key())) {
            options.add(new Problem(
                    ModelKeys.PATH.key(),
                    "at most one of this and " + ModelKeys.NAME.key() + " may be set, and both are"));
        }
        return new ModelConfig(
                options.optional(ModelKeys.PATH).flatMap(path -> folder(path, options)),
                options.value(ModelKeys.NAME),
                options.value(ModelKeys.MAX_LENGTH));
    }

    private static Optional<Path> folder(String path, OptionReader options) {
        try {
            if (!path.isBlank()) {
                return Optional.of(Path.of(path));
            }
            options.add(Problem.wrong(ModelKeys.PATH.key(), path, ModelKeys.PATH.expected()));
        } catch (InvalidPathException e) {
            options.add(
                    Problem.wrong(ModelKeys.PATH.key(), path, ModelKeys.PATH.expected() + " (" + e.getReason() + ")"));
        }
        return Optional.empty();
    }
}
