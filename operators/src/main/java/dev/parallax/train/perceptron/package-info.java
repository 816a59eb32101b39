/**
 * Spark ML's multilayer perceptron: its layers, initial weights, loss and fit.
 *
 * <p>Begin at {@link PerceptronFit}.
 */
@NullMarked
package dev.parallax.train.perceptron;

import org.jspecify.annotations.NullMarked;
