/**
 * Softmax regression on features, with its regularisation chosen by cross-validation.
 *
 * <p>Begin at {@link HeadFitter}.
 */
@NullMarked
package dev.parallax.train.linear;

import org.jspecify.annotations.NullMarked;
