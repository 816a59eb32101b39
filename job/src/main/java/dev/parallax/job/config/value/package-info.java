/**
 * Values of a configuration file: an option and its type, YAML as a tree with lines, and problems that name the key.
 *
 * <p>Knows no option by its key. Begin at {@link Option}.
 */
@NullMarked
package dev.parallax.job.config.value;

import org.jspecify.annotations.NullMarked;
