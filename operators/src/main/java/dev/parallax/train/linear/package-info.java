/**
 * Softmax regression on features, with its regularisation chosen on validation rows.
 *
 * <p>Begin at {@link HeadFitter}.
 */
@NullMarked
package dev.parallax.train.linear;

import org.jspecify.annotations.NullMarked;
