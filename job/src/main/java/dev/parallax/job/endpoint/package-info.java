/**
 * Sources and sinks of the job: Kafka topics with the serialization of their records.
 *
 * <p>Begin at {@link KafkaEndpoints}.
 */
@NullMarked
package dev.parallax.job.endpoint;

import org.jspecify.annotations.NullMarked;
