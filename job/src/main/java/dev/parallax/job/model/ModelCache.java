package dev.parallax.job.model;

import java.nio.file.Path;

/** The folder in which encoders, models and installed packages of other programs are kept. */
public final class ModelCache {

    /** System property that names the folder. */
    static final String PROPERTY = "parallax.models";

    private ModelCache() {}

    /**
     * The folder: what the system property {@value #PROPERTY} names, else {@code parallax} in the user's cache folder
     * ({@code $XDG_CACHE_HOME}, or {@code ~/.cache}). It need not be there.
     */
    public static Path folder() {
        String configured = System.getProperty(PROPERTY, "");
        if (!configured.isBlank()) {
            return Path.of(configured).toAbsolutePath();
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return base.toAbsolutePath().resolve("parallax");
    }
}
