package dev.parallax.infer;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which model to run, where and how.
 *
 * @param folder the model folder, on the machine that runs the model
 * @param name the model's name, or {@code null} for its folder's
 * @param maxLength most token ids of a text, or {@link ModelBundle#MODEL_LIMIT}
 * @param device where it runs
 * @param policy how its batches are made
 */
public record ServingOptions(
        String folder, @Nullable String name, int maxLength, DeviceOptions device, BatchPolicy policy)
        implements Serializable {}
