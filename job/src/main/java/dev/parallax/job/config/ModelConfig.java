package dev.parallax.job.config;

import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.model.ModelOptimization;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model classifies.
 *
 * @param path the model's folder, if it is the user's own
 * @param name the model that comes with Parallax, used where there is no path
 * @param optimization whether the graph of the model that comes with Parallax is rewritten
 * @param maxLength most token ids of a text, special ones included; 0 for as many as the model takes
 */
public record ModelConfig(Optional<Path> path, DefaultModel name, ModelOptimization optimization, int maxLength) {

    /**
     * The model's folder. A model that comes with Parallax is put together there if it is not there yet.
     *
     * @param provider what runs the model
     * @throws dev.parallax.infer.model.ModelException if it cannot be put together
     */
    Path folder(Provider provider) {
        return path.orElseGet(() -> name.folder(name.isQuantized() || optimization.appliesTo(provider)));
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
        if (options.value(ModelKeys.NAME).isQuantized() && options.value(ModelKeys.OPTIMIZE) == ModelOptimization.OFF) {
            options.add(new Problem(
                    ModelKeys.OPTIMIZE.key(),
                    "must be auto with the model " + options.value(ModelKeys.NAME)
                            + ", whose products of 8-bit integers are an optimization, and is off"));
        }
        return new ModelConfig(
                options.optional(ModelKeys.PATH).map(Path::of),
                options.value(ModelKeys.NAME),
                options.value(ModelKeys.OPTIMIZE),
                options.value(ModelKeys.MAX_LENGTH));
    }
}
