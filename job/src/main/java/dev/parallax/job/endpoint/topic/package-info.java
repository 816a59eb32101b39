/**
 * Rules of output topics, and how timestamps, keys and sizes of records are fitted to them.
 *
 * <p>Begin at {@link TopicRules}.
 */
@NullMarked
package dev.parallax.job.endpoint.topic;

import org.jspecify.annotations.NullMarked;
