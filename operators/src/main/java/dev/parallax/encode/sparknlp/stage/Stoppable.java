package dev.parallax.encode.sparknlp.stage;

import dev.parallax.encode.EncodingException;

/**
 * A text on which a regular expression of a user ends when its thread is interrupted. {@link java.util.regex.Matcher}
 * never asks for that, and some patterns need longer for a text than the world has been there. Expressions of our own,
 * which all take time in proportion to the text's length, need none.
 */
public final class Stoppable implements CharSequence {

    private final CharSequence text;

    private Stoppable(CharSequence text) {
        this.text = text;
    }

    /**
     * The text, as long as the thread that reads it is not interrupted; else its characters are an
     * {@link EncodingException}.
     */
    public static CharSequence of(CharSequence text) {
        return new Stoppable(text);
    }

    /**
     * Ends what reads a text, between two steps that are short but many.
     *
     * @throws EncodingException if the thread is interrupted
     */
    public static void requireTime(CharSequence text) {
        if (Thread.currentThread().isInterrupted()) {
            throw new EncodingException(
                    "A text must be read before its time is up, and one of " + text.length() + " UTF-16 units was not");
        }
    }

    @Override
    public char charAt(int index) {
        if (Thread.currentThread().isInterrupted()) {
            throw new EncodingException(
                    "A regular expression must end before the time for a text is up, and one did not on a text of "
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
