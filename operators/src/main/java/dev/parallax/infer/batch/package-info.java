/**
 * The micro-batcher: waiting texts grouped by length into batches, and a failed batch halved until the text that fails
 * is alone.
 *
 * <p>Knows a model only as a {@link Classifier}. Begin at {@link MicroBatcher}.
 */
@NullMarked
package dev.parallax.infer.batch;

import org.jspecify.annotations.NullMarked;
