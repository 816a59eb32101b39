/**
 * Configuration: options declared once, read from YAML and the command line into validated records.
 *
 * <p>Knows nothing of what it configures. Begin at {@link Options}.
 */
@NullMarked
package dev.parallax.job.config;

import org.jspecify.annotations.NullMarked;
