package dev.parallax.job.optimize;

import dev.parallax.infer.model.DeviceOptions.Provider;
import java.util.Optional;

/**
 * The device that a model was rewritten for, and the one that both models were compared on.
 *
 * @param device the device that it was rewritten for
 * @param provider the execution provider of the comparison
 * @param rounded whether logits are those of 32-bit floats that were rounded to half precision after each operator,
 *     which is how half precision is compared on a CPU
 */
record DeviceCheck(TargetDevice device, Provider provider, boolean rounded) {

    /** Whether the comparison is of another device than the rewriting. */
    boolean isOfAnotherDevice() {
        return (device == TargetDevice.CPU) != (provider == Provider.CPU);
    }

    /** A sentence about a comparison that says nothing about the speed on the device. */
    Optional<String> sentence() {
        if (!isOfAnotherDevice()) {
            return Optional.empty();
        }
        String logits = rounded
                ? "Logits are those of 32-bit floats, rounded to half precision after each operator as a GPU"
                        + " rounds them. Inside a fused operator a GPU rounds too, and that was not measured. "
                : "";
        return Optional.of("Not run on a GPU: both models ran on this machine's CPU. " + logits
                + "The speed is that of this CPU and says nothing about a GPU.");
    }
}
