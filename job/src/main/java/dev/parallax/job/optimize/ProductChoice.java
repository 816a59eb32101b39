package dev.parallax.job.optimize;

import dev.parallax.graph.GraphOptimizer.FloatProduct;
import java.util.List;

/**
 * The choice of the products that stay in 32-bit floats, so that labels are kept where the others are of 8-bit
 * integers.
 *
 * @param texts number of texts that it was made on; 0 where there was nothing to choose
 * @param apart whether the models are compared on other texts than these
 * @param products number of products that could be of 8-bit integers; 0 for a precision of floats
 * @param inFloats those that stay in floats, the largest error first
 */
record ProductChoice(int texts, boolean apart, int products, List<FloatProduct> inFloats) {

    /** Copies the list. */
    ProductChoice {
        inFloats = List.copyOf(inFloats);
    }
}
