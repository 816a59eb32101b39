/**
 * The latest records of topics, read outside of the job.
 *
 * <p>Begin at {@link TopicTail}.
 */
@NullMarked
package dev.parallax.job.endpoint.tail;

import org.jspecify.annotations.NullMarked;
