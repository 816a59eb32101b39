/**
 * The Kafka sink, with or without transactions.
 *
 * <p>Begin at {@link TopicSink}.
 */
@NullMarked
package dev.parallax.job.endpoint.sink;

import org.jspecify.annotations.NullMarked;
