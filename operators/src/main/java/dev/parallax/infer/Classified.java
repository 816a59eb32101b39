package dev.parallax.infer;

import dev.parallax.text.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * The result of classifying a text: a prediction or a dead letter, exactly one of them. Flink's asynchronous functions
 * have no side outputs, so both leave by one.
 *
 * @param scored the text with its prediction; {@code null} where the model failed on it
 * @param deadLetter why there is no prediction; {@code null} where there is one
 */
public record Classified(
        @Nullable ScoredText scored, @Nullable DeadLetter deadLetter) {}
