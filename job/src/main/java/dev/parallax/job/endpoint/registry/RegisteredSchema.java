package dev.parallax.job.endpoint.registry;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registry's entry for the id of a schema: an Avro schema, or the reason for which it cannot be used.
 *
 * @param avro the schema; {@code null} where {@code problem} is there
 * @param problem one sentence for a human; {@code null} where the schema is there
 */
record RegisteredSchema(@Nullable Schema avro, @Nullable String problem) {}
