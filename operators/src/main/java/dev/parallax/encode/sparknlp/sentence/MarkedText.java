package dev.parallax.encode.sparknlp.sentence;

import java.util.Arrays;

/**
 * A text between whose UTF-16 units the sentence rules put marks. For one thread.
 *
 * <p>A unit is an {@code int}. Spark NLP uses characters of the text's own alphabet as marks, so that the same
 * characters in a text pass for marks ({@code PragmaticSymbols}); such units can be moved out of the way with
 * {@link #ORDINARY}. Spark NLP has several marks for a full stop that ends no sentence; no rule distinguishes them, so
 * here they are one.
 */
public final class MarkedText {

    /** A sentence ends here. */
    static final int BREAK = 0xf050;
    /** From here to {@link #CLOSE} no sentence ends. */
    static final int OPEN = 0xf056;

    static final int CLOSE = 0xf057;
    /** A full stop that ends no sentence. */
    static final int HELD_STOP = '╟';
    /** Stands before and behind the text. */
    static final int NOTHING = -1;
    /** Added to units that look like marks and are none. */
    static final int ORDINARY = 0x110000;

    private int[] units;
    private int length;

    private MarkedText(int capacity) {
        units = new int[capacity];
    }

    /** An empty text for about as many units. */
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

    /** What stands for a unit in a sentence: of marks of sentences nothing is left. */
    private static String meaning(int unit) {
        return switch (unit) {
            case BREAK, OPEN, CLOSE -> "";
            case 0xf051, HELD_STOP, '╞', '╔' -> ".";
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

    /** The unit at a place; {@link #NOTHING} outside. */
    int at(int place) {
        return place >= 0 && place < length ? units[place] : NOTHING;
    }

    void set(int place, int unit) {
        units[place] = unit;
    }

    /** How many units the character at a place has. */
    int width(int place) {
        return isHigh(at(place)) && isLow(at(place + 1)) ? 2 : 1;
    }

    /** The character at a place, as {@link Character#codePointAt(CharSequence, int)}. */
    int codePointAt(int place) {
        return width(place) == 2 ? Character.toCodePoint((char) units[place], (char) units[place + 1]) : at(place);
    }

    /** The character before a place. */
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

    /** Writes units as readers see them: without marks of sentences, and with every mark for what it stands for. */
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
