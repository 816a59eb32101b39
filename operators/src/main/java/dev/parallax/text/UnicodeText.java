package dev.parallax.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks that a string is well-formed Unicode, and finds characters that do not belong in a text. */
public final class UnicodeText {

    /** The escape character, with which colour codes of logs begin. */
    private static final char ESCAPE = 0x1B;

    private UnicodeText() {}

    /** Index of the first unpaired surrogate in UTF-16 units, or -1 if there is none. */
    public static int unpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** The text without a byte order mark at its start. */
    public static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Length of the UTF-8 byte order mark at the start: 3, or 0 if there is none. */
    public static int byteOrderMarkLength(byte[] bytes) {
        byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)
                ? mark.length
                : 0;
    }

    /**
     * Index of the first control character that does not belong in a text, in UTF-16 units; -1 if there is none. Of
     * U+0000 to U+001F, tab, line feed, form feed, carriage return and escape are allowed.
     */
    static int controlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != ESCAPE) {
                return i;
            }
        }
        return -1;
    }
}
