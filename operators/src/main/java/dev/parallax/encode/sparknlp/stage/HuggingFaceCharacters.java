package dev.parallax.encode.sparknlp.stage;

/**
 * What Hugging Face's {@code BertNormalizer} and {@code BertPreTokenizer} take characters for. All are given as code
 * points. Source: huggingface/tokenizers, {@code normalizers/bert.rs} and {@code pre_tokenizers/bert.rs}.
 */
public final class HuggingFaceCharacters {

    private static final int LETTER_I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;

    private HuggingFaceCharacters() {}

    /** U+0000, U+FFFD and control characters other than tab and line ends: they are removed. */
    public static boolean isControl(int c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || c == 0xfffd;
    }

    /** Format characters: they are removed. */
    public static boolean isFormat(int c) {
        return Character.getType(c) == Character.FORMAT && !UnicodeGap.isNoFormat(c);
    }

    /** Private-use characters: they are removed. */
    public static boolean isPrivateUse(int c) {
        return Character.getType(c) == Character.PRIVATE_USE;
    }

    /** Unicode spaces beyond ASCII. */
    public static boolean isUnicodeSpace(int c) {
        return c > 0x7f && Character.isSpaceChar(c);
    }

    /** Marks that take no room: they are stripped with the accents. */
    static boolean isNonSpacingMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK && !UnicodeGap.isNoMark(c);
    }

    /** ASCII symbols, and what is punctuation by its category. */
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

    /** Ideographs, each of which is a word. The range from U+2B920 is written so in the source. */
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

    /** Lowers letters one by one. */
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

    /** Takes letters apart and strips non-spacing marks. */
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
