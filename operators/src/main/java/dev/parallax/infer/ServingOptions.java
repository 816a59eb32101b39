package dev.parallax.infer;

import dev.parallax.bounds.Bounds;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model to run, where and how.
 *
 * @param folder the model folder, on the machine that runs the model
 * @param name the model's name, or {@code null} for its folder's
 * @param maxLength most token ids of a text, or {@link ModelBundle#MODEL_LIMIT}
 * @param device where it runs
 * @param policy how its batches are made
 * @param heads other heads that are run on the model's sentence features, with every text
 */
public record ServingOptions(
        String folder,
        @Nullable String name,
        int maxLength,
        DeviceOptions device,
        BatchPolicy policy,
        List<HeadOptions> heads)
        implements Serializable {

    /** Bounds of {@code maxLength}: fewer leave no room for text between two special tokens. */
    public static final Bounds<Integer> MAX_LENGTH = new Bounds<>(
            "0 (as many as the model takes), or 3 or more", length -> length == ModelBundle.MODEL_LIMIT || length >= 3);

    /** @throws IllegalArgumentException if {@code maxLength} is out of its bounds */
    public ServingOptions {
        MAX_LENGTH.require("maxLength", maxLength);
        heads = List.copyOf(heads);
    }

    /** A model with its own head alone. */
    public ServingOptions(
            String folder, @Nullable String name, int maxLength, DeviceOptions device, BatchPolicy policy) {
        this(folder, name, maxLength, device, policy, List.of());
    }

    /** The same model with other heads beside its own. */
    public ServingOptions with(List<HeadOptions> otherHeads) {
        return new ServingOptions(folder, name, maxLength, device, policy, otherHeads);
    }
}
