/**
 * The micro-batcher: waiting texts grouped by length into batches, and a failed batch halved until the text that fails
 * is alone.
 *
 * <p>When the device is free, {@link MicroBatcher} sends a batch. {@code WaitingTexts.takeBatch} chooses its texts: the
 * one that has waited longest, and those of similar length, within {@link BatchPolicy}. {@code PrioritizedTexts} takes
 * turns between the job's texts and those of shadows, and {@code BatchRunner} halves a batch that fails.
 *
 * <p>Knows a model only as a {@link Classifier}. Begin at {@link MicroBatcher}.
 */
@NullMarked
package dev.parallax.infer.batch;

import org.jspecify.annotations.NullMarked;
