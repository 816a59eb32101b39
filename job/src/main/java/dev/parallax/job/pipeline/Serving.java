package dev.parallax.job.pipeline;

import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.ModelConfig;
import dev.parallax.job.config.PipelineConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the configuration into what the operators take. */
public final class Serving {

    /** Texts that may wait in front of the device, for every text that one operator may have under way. */
    private static final int OPERATORS_IN_A_PROCESS = 4;

    private Serving() {}

    /**
     * The model to serve, with the heads that it is compared with. One that comes with Parallax is put together here
     * and now if it is not there yet; a user's own is looked at where the tasks run.
     *
     * @throws dev.parallax.infer.model.ModelException if the model that comes with Parallax cannot be put together
     */
    public static ServingOptions options(PipelineConfig config) {
        ModelConfig model = config.model();
        Path folder = model.path().orElseGet(() -> model.name().folder());
        @Nullable String name = model.path().isPresent() ? null : model.name().modelName();
        int maxLength = model.maxLength();
        return new ServingOptions(
                folder.toString(),
                name,
                maxLength,
                config.inference().device(),
                config.batch().policy(config.async().capacity() * OPERATORS_IN_A_PROCESS),
                config.shadow().enabled() ? config.shadow().heads() : List.of());
    }
}
