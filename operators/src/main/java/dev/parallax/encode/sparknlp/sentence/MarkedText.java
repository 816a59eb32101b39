package dev.parallax.encode.sparknlp.sentence;

import java.util.Arrays;

/**
 * A text with marks that the sentence rules insert between its UTF-16 units. For one thread.
 *
 * <p>A unit is an {@code int}. Spark NLP uses ordinary Unicode characters as marks ({@code PragmaticSymbols}), so that
 * the same characters in a text are mistaken for marks; {@link #ORDINARY} is added to such units to avoid that. Spark
 * NLP has several marks for a full stop that does not end a sentence. No rule distinguishes them, so that one mark
 * suffices here.
 */
public final class MarkedText {

    /** A sentence ends here. */
    static final int BREAK = 0xf050;
    /** Start of a protected range: no sentence ends up to {@link #CLOSE}. */
    static final int OPEN = 0xf056;

    static final int CLOSE = 0xf057;
    /** A full stop that does not end a sentence. */
    static final int NON_FINAL_STOP = '╟';
    /** The unit before and after the text. */
    static final int NOTHING = -1;
    /** Added to units of the text that look like marks. */
    static final int ORDINARY = 0x110000;

    private int[] units;
    private int length;

    private MarkedText(int capacity) {
        units = new int[capacity];
    }

    /** Creates an empty text with an initial capacity in units. */
    static MarkedText empty(int capacity) {
        return new MarkedText(Math.max(16, capacity));
    }

    /**
     * The units of a text.
     *
     * @param treatMarkersAsText whether characters that Spark NLP uses as markers are ordinary ones
     */
    static MarkedText of(String text, boolean treatMarkersAsText) {
        MarkedText marked = empty(text.length() + text.length() / 8);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            marked.units[i] = treatMarkersAsText && isMarker(unit) ? ORDINARY + unit : unit;
        }
        marked.length = text.length();
        return marked;
    }

    /** Whether Spark NLP takes a character for a marker. */
    public static boolean isMarker(char unit) {
        return unit >= '╔' && !meaning(unit).equals(String.valueOf(unit));
    }

    /** The characters of a unit in a sentence; empty for a sentence mark. */
    private static String meaning(int unit) {
        return switch (unit) {
            case BREAK, OPEN, CLOSE -> "";
            case 0xf051, NON_FINAL_STOP, '╞', '╔' -> ".";
            case 0xf053 -> ";";
            case 0xf054, '╤' -> "?";
            case 0xf055, '╥' -> "!";
            case '╦' -> "...";
            default -> String.valueOf((char) unit);
        };
    }

    int length() {
        return length;
    }

    /** The unit at an offset; {@link #NOTHING} outside of the text. */
    int at(int place) {
        return place >= 0 && place < length ? units[place] : NOTHING;
    }

    void set(int place, int unit) {
        units[place] = unit;
    }

    /** Number of units of the character at an offset. */
    int width(int place) {
        return isHigh(at(place)) && isLow(at(place + 1)) ? 2 : 1;
    }

    /** The character at an offset, as {@link Character#codePointAt(CharSequence, int)}. */
    int codePointAt(int place) {
        return width(place) == 2 ? Character.toCodePoint((char) units[place], (char) units[place + 1]) : at(place);
    }

    /** The character before an offset. */
    int codePointBefore(int place) {
        return isLow(at(place - 1)) && isHigh(at(place - 2)) ? codePointAt(place - 2) : at(place - 1);
    }

    void append(int unit) {
        reserve(1);
        units[length++] = unit;
    }

    void append(MarkedText from, int begin, int end) {
        reserve(end - begin);
        System.arraycopy(from.units, begin, units, length, end - begin);
        length += end - begin;
    }

    /**
     * Appends the characters between two offsets: sentence marks are left out, and other marks are replaced by the
     * character that they stand for.
     */
    void write(int begin, int end, StringBuilder to) {
        for (int i = begin; i < end; i++) {
            int unit = units[i];
            if (unit < '╔') {
                to.append((char) unit);
            } else {
                to.append(meaning(unit));
            }
        }
    }

    private void reserve(int more) {
        if (length + more > units.length) {
            units = Arrays.copyOf(units, Math.max(length + more, units.length + units.length / 2));
        }
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }
}
