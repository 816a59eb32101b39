package dev.parallax.infer;

import dev.parallax.encode.Encoding;
import dev.parallax.text.TextRecord;

/**
 * A text with the primary model's answer: what the sinks write and what a shadow compares itself with.
 *
 * @param text the text
 * @param encoding what the model read of it
 * @param prediction what the model answered
 * @param latencyMillis milliseconds from the job's reading the record to its prediction
 */
public record ScoredText(TextRecord text, Encoding encoding, Prediction prediction, long latencyMillis) {}
