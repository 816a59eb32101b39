/**
 * Every option of the job, declared once with key, type, default and meaning.
 *
 * <p>Begin at {@link Options}.
 */
@NullMarked
package dev.parallax.job.config.option;

import org.jspecify.annotations.NullMarked;
