/**
 * What an output topic accepts, and how timestamps, keys and sizes of records are fitted to it.
 *
 * <p>Begin at {@link TopicRules}.
 */
@NullMarked
package dev.parallax.job.endpoint.topic;

import org.jspecify.annotations.NullMarked;
