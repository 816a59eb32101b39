/**
 * Tuning of a model on this machine: a simulation of the batcher with measured times of runs, and the threads and
 * batches that serve a goal best.
 *
 * <p>Begin at {@link dev.parallax.job.tune.Tuning}. Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.job.tune;

import org.jspecify.annotations.NullMarked;
