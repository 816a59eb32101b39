package dev.parallax.job.config;

import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.model.DefaultModel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model classifies.
 *
 * @param path the model's folder, if it is the user's own
 * @param name the model that comes with Parallax, used where there is no path
 * @param maxLength most token ids of a text, special ones included; 0 for as many as the model takes
 */
public record ModelConfig(Optional<Path> path, DefaultModel name, int maxLength) {

    /**
     * The model's folder. A model that comes with Parallax is put together there if it is not there yet.
     *
     * @throws dev.parallax.infer.model.ModelException if it cannot be put together
     */
    Path folder() {
        return path.orElseGet(name::folder);
    }

    /** The name in predictions and metrics, or {@code null} for the folder's. */
    @Nullable
    String servedName() {
        return path.isPresent() ? null : name.modelName();
    }

    static ModelConfig from(OptionReader options) {
        Settings settings = options.settings();
        if (settings.contains(ModelKeys.PATH.key()) && settings.contains(ModelKeys.NAME.key())) {
            options.add(new Problem(
                    ModelKeys.PATH.key(),
                    "at most one of this and " + ModelKeys.NAME.key() + " may be set, and both are"));
        }
        return new ModelConfig(
                options.optional(ModelKeys.PATH).map(Path::of),
                options.value(ModelKeys.NAME),
                options.value(ModelKeys.MAX_LENGTH));
    }
}
