/**
 * Values that a schema registry describes: its client, the framing of its serializers, and Avro as a tree of JSON
 * nodes.
 */
@NullMarked
package dev.parallax.job.endpoint.registry;

import org.jspecify.annotations.NullMarked;
