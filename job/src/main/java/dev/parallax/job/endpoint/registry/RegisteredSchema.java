package dev.parallax.job.endpoint.registry;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has under a schema's number: an Avro schema, or why there is none that can be used.
 *
 * @param avro the schema; {@code null} where {@code problem} is there
 * @param problem one sentence for a human; {@code null} where the schema is there
 */
record RegisteredSchema(@Nullable Schema avro, @Nullable String problem) {}
