/**
 * Groups of arguments that several commands take.
 *
 * <p>Begin at {@link ConfigArguments}.
 */
@NullMarked
package dev.parallax.job.command.argument;

import org.jspecify.annotations.NullMarked;
