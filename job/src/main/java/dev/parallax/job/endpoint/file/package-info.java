/**
 * Sources and sinks that are files.
 *
 * <p>Begin at {@link FileEndpoints}.
 */
@NullMarked
package dev.parallax.job.endpoint.file;

import org.jspecify.annotations.NullMarked;
