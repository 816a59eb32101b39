/**
 * F1 by name: the same confusion matrix as scikit-learn, Spark, Keras, TensorFlow and torchmetrics compute it.
 *
 * <p>Uses no other package. Begin at {@link F1ByName}.
 */
@NullMarked
package dev.parallax.evaluate.f1;

import org.jspecify.annotations.NullMarked;
