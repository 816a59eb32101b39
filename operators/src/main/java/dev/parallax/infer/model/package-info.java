/**
 * A model folder: where its files are, what its config.json says, its labels, its limit of length, and the device to
 * run it on.
 *
 * <p>Reads files and runs nothing. Begin at {@link ModelBundle}.
 */
@NullMarked
package dev.parallax.infer.model;

import org.jspecify.annotations.NullMarked;
