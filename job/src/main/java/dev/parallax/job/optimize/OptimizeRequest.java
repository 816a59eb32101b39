package dev.parallax.job.optimize;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A request to rewrite a model folder.
 *
 * @param model the source, a classifier's folder
 * @param out the folder to create; it may exist if it is empty
 * @param precision the precision to rewrite for
 * @param device the device to rewrite for
 * @param limits the limits of the change
 * @param texts file with a text, or a label, a tab and a text in each line; empty for the built-in sentences
 * @param program name and version of this program, for the card
 */
public record OptimizeRequest(
        Path model,
        Path out,
        Precision precision,
        TargetDevice device,
        Limits limits,
        Optional<Path> texts,
        String program) {}
