/**
 * The commands of the command line, one class each.
 *
 * <p>Nothing else may use them. Begin at {@link RunCommand}.
 */
@NullMarked
package dev.parallax.job.command;

import org.jspecify.annotations.NullMarked;
