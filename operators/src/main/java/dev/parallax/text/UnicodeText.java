package dev.parallax.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rules of what is Unicode text, and of what stands in it that is no text. */
public final class UnicodeText {

    /** Begins the colours of logs. */
    private static final char ESCAPE = 0x1B;

    private UnicodeText() {}

    /** Where half of a surrogate pair stands, as an index of UTF-16 units, or -1 where there is none. */
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

    /** How many bytes of a UTF-8 byte order mark stand at the start: 3 or 0. */
    public static int byteOrderMarkLength(byte[] bytes) {
        byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)
                ? mark.length
                : 0;
    }

    /**
     * Where a control character stands that no text has, as an index of UTF-16 units; -1 where there is none. Of U+0000
     * to U+001F tab, line feed, form feed, carriage return and escape are in texts, and the others are not.
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
