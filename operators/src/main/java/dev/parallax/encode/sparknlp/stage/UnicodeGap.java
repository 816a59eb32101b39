package dev.parallax.encode.sparknlp.stage;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;

/**
 * Differences between the Unicode tables of Hugging Face's tokenizers and those of Java 17 (Unicode 13). Hugging Face's
 * categories are older, so that newer marks, punctuation and format characters are not recognised as such; its case
 * mappings are newer. Found by comparing every code point.
 */
final class UnicodeGap {

    private static final BitSet NO_MARKS = codePoints("7FD 8D3-8E1 9FE AFA-AFF B55 C04 D00 D3B-D3C D81 EBA 1885-1886"
            + " 1ABF-1AC0 1DF6-1DF9 1DFB A82C A8C5 A8FF A9BD 10D24-10D27 10EAB-10EAC 10F46-10F50 111C9 111CF "
            + "1123E 1133B"
            + " 11438-1143F 11442-11444 11446 1145E 1182F-11837 11839-1183A 1193B-1193C 1193E 11943 119D4-119D7"
            + " 119DA-119DB 119E0 11A01-11A0A 11A33-11A38 11A3B-11A3E 11A47 11A51-11A56 11A59-11A5B 11A8A-11A96"
            + " 11A98-11A99 11C30-11C36 11C38-11C3D 11C3F 11C92-11CA7 11CAA-11CB0 11CB2-11CB3 11CB5-11CB6 11D31-11D36"
            + " 11D3A 11D3C-11D3D 11D3F-11D45 11D47 11D90-11D91 11D95 11D97 11EF3-11EF4 16F4F 16FE4 1E000-1E006"
            + " 1E008-1E018 1E01B-1E021 1E023-1E024 1E026-1E02A 1E130-1E136 1E2EC-1E2EF 1E944-1E94A");

    private static final BitSet NO_PUNCTUATION =
            codePoints("9FD A76 C77 C84 2E43-2E4F 2E52 10EAD 10F55-10F59 1144B-1144F"
                    + " 1145A-1145B 1145D 11660-1166C 1183B 11944-11946 119E2 11A3F-11A46 11A9A-11A9C "
                    + "11A9E-11AA2 11C41-11C45"
                    + " 11C70-11C71 11EF7-11EF8 11FFF 16E97-16E9A 16FE2 1E95E-1E95F");

    private static final BitSet MORE_PUNCTUATION = codePoints("166D 111C9");

    private static final BitSet NO_FORMATS = codePoints("8E2 110CD 13430-13438");

    /** Characters that Java decomposes or reorders among marks, and Hugging Face does not. */
    private static final BitSet UNTOUCHED =
            codePoints("7FD 8D3 9FE D3B-D3C EBA 1ABF-1AC0 1DF6-1DF9 A82C 10D24-10D27 10EAB-10EAC 10F46-10F50 1133B"
                    + " 1145E 11839-1183A 11938 1193D-1193E 11943 119E0 11A34 11A47 11A99 11D42 11D44-11D45 11D97"
                    + " 16FF0-16FF1 1E130-1E136 1E2EC-1E2EF");

    /** Letters that Java 17 does not know, and the distance to their lower case. */
    private record LowerCaseRange(BitSet letters, int distance) {}

    private static final List<LowerCaseRange> LOWERED = List.of(
            new LowerCaseRange(codePoints("1C89 A7C0 A7CC A7CE A7D0 A7D2 A7D4 A7D6 A7D8 A7DA"), 1),
            new LowerCaseRange(codePoints("2C2F"), 0x30),
            new LowerCaseRange(codePoints("A7CB"), 0x264 - 0xa7cb),
            new LowerCaseRange(codePoints("A7DC"), 0x19b - 0xa7dc),
            new LowerCaseRange(codePoints("10570-1057A 1057C-1058A 1058C-10592 10594-10595"), 0x27),
            new LowerCaseRange(codePoints("10D50-10D65"), 0x20),
            new LowerCaseRange(codePoints("16EA0-16EB8"), 0x1b));

    private static final int FIRST = 0x7fd;

    private UnicodeGap() {}

    private static BitSet codePoints(String ranges) {
        BitSet codePoints = new BitSet();
        for (String range : List.of(ranges.split(" ", -1))) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(range, 0, dash < 0 ? range.length() : dash, 16);
            int last = dash < 0 ? first : Integer.parseInt(range, dash + 1, range.length(), 16);
            codePoints.set(first, last + 1);
        }
        return codePoints;
    }

    /** Decomposes letters (NFD) by the older tables. */
    static String takeApart(String text) {
        StringBuilder apart = null;
        int from = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c >= FIRST && UNTOUCHED.get(c)) {
                apart = apart == null ? new StringBuilder(text.length()) : apart;
                apart.append(Normalizer.normalize(text.substring(from, i), Normalizer.Form.NFD))
                        .appendCodePoint(c);
                from = next;
            }
            i = next;
        }
        String rest = Normalizer.normalize(text.substring(from), Normalizer.Form.NFD);
        return apart == null ? rest : apart.append(rest).toString();
    }

    /** Whether a character that is a non-spacing mark in Java is none in Hugging Face. */
    static boolean isNoMark(int c) {
        return c >= FIRST && NO_MARKS.get(c);
    }

    /** Whether a character that is a format character in Java is none in Hugging Face. */
    static boolean isNoFormat(int c) {
        return c >= FIRST && NO_FORMATS.get(c);
    }

    /** Whether a character that is punctuation in Java is none in Hugging Face. */
    static boolean isNoPunctuation(int c) {
        return c >= FIRST && NO_PUNCTUATION.get(c);
    }

    /** Whether a character that is not punctuation in Java is punctuation in Hugging Face. */
    static boolean isPunctuation(int c) {
        return c >= FIRST && MORE_PUNCTUATION.get(c);
    }

    /** The lower case of a letter. */
    static int lower(int c) {
        int lower = Character.toLowerCase(c);
        if (lower == c && c >= FIRST) {
            for (LowerCaseRange range : LOWERED) {
                if (range.letters.get(c)) {
                    return c + range.distance;
                }
            }
        }
        return lower;
    }
}
