/**
 * The asynchronous operator that classifies texts: models shared by the tasks of a process, scores, predictions.
 *
 * <p>Begin at {@link ClassifyFunction}. What runs a model is in the packages below, which use nothing of this one.
 */
@NullMarked
package dev.parallax.infer;

import org.jspecify.annotations.NullMarked;
