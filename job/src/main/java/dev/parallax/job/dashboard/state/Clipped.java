package dev.parallax.job.dashboard.state;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Cuts what is foreign to a length that a page can show. */
final class Clipped {

    private static final int NAME = 200;
    private static final int TEXT = 1000;

    private Clipped() {}

    /** A name of something, which must be there. */
    static String name(String name) {
        return clip(Objects.requireNonNull(name, "a name that must be there"), NAME);
    }

    /** Some text. */
    static String text(String text) {
        return clip(text, TEXT);
    }

    /**
     * Cut before a pair of surrogates rather than between them. Half a pair is a question mark, as it would be on its
     * way to the page: so a name by which the page asks is the one that was kept.
     */
    private static String clip(String foreign, int length) {
        String text = new String(foreign.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
