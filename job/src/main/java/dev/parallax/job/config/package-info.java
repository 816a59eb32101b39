/**
 * Configuration: options declared once, read from YAML and the command line into validated records.
 *
 * <p>Knows nothing of what it configures. Begin at {@link StreamingConfig}; rules across groups are in
 * {@link CrossChecks}.
 */
@NullMarked
package dev.parallax.job.config;

import org.jspecify.annotations.NullMarked;
