/**
 * Labelled texts and their features, in memory.
 *
 * <p>Begin at {@link LabelledDataset}.
 */
@NullMarked
package dev.parallax.train.data;

import org.jspecify.annotations.NullMarked;
