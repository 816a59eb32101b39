package dev.parallax.infer;

import dev.parallax.text.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * What classifying a text came to: exactly one of the two is there. Flink's asynchronous functions have no side
 * outputs, so both leave by one.
 *
 * @param scored the text with its prediction
 * @param deadLetter why there is no prediction
 */
public record Classified(
        @Nullable ScoredText scored, @Nullable DeadLetter deadLetter) {}
