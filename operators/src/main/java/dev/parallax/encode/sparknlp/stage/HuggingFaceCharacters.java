package dev.parallax.encode.sparknlp.stage;

/**
 * Character classes of Hugging Face's {@code BertNormalizer} and {@code BertPreTokenizer}, by code point. Source:
 * huggingface/tokenizers, {@code normalizers/bert.rs} and {@code pre_tokenizers/bert.rs}.
 */
public final class HuggingFaceCharacters {

    private static final int LETTER_I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;

    private HuggingFaceCharacters() {}

    /** Whether a character is U+0000, U+FFFD or a control character other than tab and line ends, which are removed. */
    public static boolean isControl(int c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || c == 0xfffd;
    }

    /** Whether a character is a format character (Cf), which is removed. */
    public static boolean isFormat(int c) {
        return Character.getType(c) == Character.FORMAT && !UnicodeGap.isNoFormat(c);
    }

    /** Whether a character is a private-use character (Co), which is removed. */
    public static boolean isPrivateUse(int c) {
        return Character.getType(c) == Character.PRIVATE_USE;
    }

    /** Whether a character is a non-ASCII Unicode space. */
    public static boolean isUnicodeSpace(int c) {
        return c > 0x7f && Character.isSpaceChar(c);
    }

    /** Whether a character is a non-spacing mark (Mn), which is stripped with the accents. */
    static boolean isNonSpacingMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK && !UnicodeGap.isNoMark(c);
    }

    /** Whether a character is an ASCII symbol or punctuation by its category. */
    public static boolean isPunctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> !UnicodeGap.isNoPunctuation(c);
            default -> UnicodeGap.isPunctuation(c);
        };
    }

    /** Whether a character is an ideograph, which is a separate word. The range from U+2B920 is as in the source. */
    public static boolean isIdeograph(int c) {
        return c >= 0x3400
                && (c <= 0x4dbf
                        || (c >= 0x4e00 && c <= 0x9fff)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0x20000 && c <= 0x2a6df)
                        || (c >= 0x2a700 && c <= 0x2b73f)
                        || (c >= 0x2b740 && c <= 0x2b81f)
                        || (c >= 0x2b920 && c <= 0x2ceaf)
                        || (c >= 0x2f800 && c <= 0x2fa1f));
    }

    /** Converts letters to lower case one by one. */
    public static String lower(String text) {
        StringBuilder lowered = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            lowered.appendCodePoint(UnicodeGap.lower(c));
            if (c == LETTER_I_WITH_DOT) {
                lowered.appendCodePoint(DOT_ABOVE);
            }
        }
        return lowered.toString();
    }

    /** Decomposes letters (NFD) and strips non-spacing marks. */
    public static String strip(String text) {
        String apart = UnicodeGap.takeApart(text);
        StringBuilder stripped = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); ) {
            int c = apart.codePointAt(i);
            i += Character.charCount(c);
            if (!isNonSpacingMark(c)) {
                stripped.appendCodePoint(c);
            }
        }
        return stripped.toString();
    }
}
