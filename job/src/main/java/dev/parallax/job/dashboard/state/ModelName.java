package dev.parallax.job.dashboard.state;

import java.util.Objects;

/**
 * The primary's model as records name it.
 *
 * @param name its name
 * @param fingerprint what it was made from
 */
record ModelName(String name, String fingerprint) {

    ModelName {
        name = Clipped.name(name);
        fingerprint = Clipped.name(Objects.requireNonNullElse(fingerprint, ""));
    }
}
