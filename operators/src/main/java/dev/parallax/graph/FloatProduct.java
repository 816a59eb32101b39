package dev.parallax.graph;

/**
 * A product of activations and weights that stays in 32-bit floats where the others become those of 8-bit integers.
 *
 * @param name name of the value that it computes
 * @param error root mean square of the differences of logits where this product alone is one of 8-bit integers
 */
public record FloatProduct(String name, double error) {}
