/**
 * Configuration: options declared once, read from YAML and the command line into validated records.
 *
 * <p>Knows nothing of what it configures. Begin at {@link StreamingConfig}; rules between options of different groups
 * are in {@link PipelineChecks} and {@link StreamingChecks}.
 */
@NullMarked
package dev.parallax.job.config;

import org.jspecify.annotations.NullMarked;
