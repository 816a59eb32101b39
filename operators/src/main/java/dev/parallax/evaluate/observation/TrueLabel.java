package dev.parallax.evaluate.observation;

/**
 * What a text really is, told apart from the text.
 *
 * @param id the text's identity
 * @param label its class
 * @param timestampMillis when that was told, epoch milliseconds
 */
public record TrueLabel(String id, String label, long timestampMillis) {}
