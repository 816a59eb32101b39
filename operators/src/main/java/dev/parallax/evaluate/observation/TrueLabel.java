package dev.parallax.evaluate.observation;

/**
 * The true class of a text, from the topic of labels.
 *
 * @param id the text's identity
 * @param label its class
 * @param timestampMillis event time of the label, epoch milliseconds
 */
public record TrueLabel(String id, String label, long timestampMillis) {}
