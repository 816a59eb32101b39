package dev.parallax.encode.sparknlp.stage;

import dev.parallax.encode.EncodingException;

/**
 * A text that makes regular expression matching interruptible: reading a character throws if the thread is interrupted.
 * {@link java.util.regex.Matcher} does not check for interruption, and a user's pattern may backtrack catastrophically.
 * The library's own expressions take linear time and do not need this.
 */
public final class InterruptibleText implements CharSequence {

    private final CharSequence text;

    private InterruptibleText(CharSequence text) {
        this.text = text;
    }

    /** Wraps a text so that reading it throws an {@link EncodingException} if the thread is interrupted. */
    public static CharSequence of(CharSequence text) {
        return new InterruptibleText(text);
    }

    /**
     * Checks for interruption between two steps of processing a text.
     *
     * @throws EncodingException if the thread is interrupted
     */
    public static void requireTime(CharSequence text) {
        if (Thread.currentThread().isInterrupted()) {
            throw new EncodingException(
                    "The time limit of a text was exceeded on a text of " + text.length() + " UTF-16 units");
        }
    }

    @Override
    public char charAt(int index) {
        if (Thread.currentThread().isInterrupted()) {
            throw new EncodingException("The time limit of a text was exceeded by a regular expression on a text of "
                    + text.length() + " UTF-16 units");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
