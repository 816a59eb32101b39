package dev.parallax.text;

/** Tells Java strings that are Unicode text from those that are not. */
public final class UnicodeText {

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
}
