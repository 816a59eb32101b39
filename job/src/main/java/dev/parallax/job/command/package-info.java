/**
 * The commands of the command line, one class each.
 *
 * <p>Nothing else may use them. Begin at {@link ScoreCommand}, which reads a file and prints JSON; {@link RunCommand}
 * starts the job.
 */
@NullMarked
package dev.parallax.job.command;

import org.jspecify.annotations.NullMarked;
