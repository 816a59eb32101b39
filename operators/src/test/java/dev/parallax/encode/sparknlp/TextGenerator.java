package dev.parallax.encode.sparknlp;

import java.util.List;
import java.util.Random;

/**
 * A generator of random texts with many edge cases of sentence rules, tokenizers and word pieces. The same seed
 * produces the same texts. For one thread.
 */
final class TextGenerator {

    private static final List<String> WORDS =
            List.of(("the movie was good plot slow an end I a we saw it twice never again film music acting bad worse "
                            + "best so and but not")
                    .split(" "));
    private static final List<String> CAPITALS = List.of(
            "The Next Then GREAT Awful Smith Army Berlin NASA I A X It Go END McFly iPhone O'Neil KG".split(" "));
    private static final List<String> ABBREVIATIONS =
            List.of(("Dr. Mr. mrs. Ms. Prof. st. MT. No. no. p. px. P. e.g. i.e. E.G. exa ixe"
                            + " vs. etc. U.S. u.s. U.S.A. u.s.a. Inc. jan. Sept. jr. co. Co. KG Col. ok. plz. "
                            + "p.m. P.M. a.m. A.m. a.m.. J. x. a.b.c"
                            + " Ph.D. No.: Mr.: st.:5 p.12 no.? etc., vs.- e.g.: adj.? min.I dept.I'm ver.9 Feb. 3")
                    .split(" "));
    private static final List<String> NUMBERS =
            List.of(("1. 22. 333. 4.) 5) -6. -7.) 3.14 .5 5. 10,000 1.2.3 $100 100% 50/50 10:30 12/05/2024 2024-05-12 "
                            + "7°. N°. 5 A°.5 +1-800 1e9 2nd ½ x² १२ ٣٤ 1.a 9.!")
                    .split(" "));
    private static final List<String> LISTS = List.of(
            "a) (b) i) (really) (No) (iv) 1.) 2. s-3.) s-12.) -1. -4x) -5!) \n1. \t2. a.) (a (b)c) 1)".split(" "));
    private static final List<String> QUOTED = List.of(
            "\"Stop. Now.\"",
            "\"a! b?\"",
            "'One. Two.' ",
            "'it's. so' ",
            "'",
            "\"",
            "''",
            "\"\"",
            "'x, y|z'.",
            "'no! no?'\"",
            "“curly. one”",
            "‘single. one’",
            "[see p. 3. ok]",
            "(two words. here)",
            "(a; b)",
            "[",
            "]",
            "(",
            ")",
            "()",
            "[x!]",
            "?'",
            "!\"",
            "?\"",
            "!'",
            "! a",
            "!, a",
            "don’t");
    private static final List<String> PUNCTUATION = List.of(
            (". . . . ! ? ; : , ... .. .... ..... !!! ?! !? ?!?! .; ;. ;; .! .? - -- – — … 's. 's $ !$ ?$ .$ .'s "
                            + "'.'s$ ° ° _ ^ z°. / & | * @ # ` ~ \\ \\n \\t \\r\\n { } < > = + % ¿ ¡ 。 、 「 」")
                    .split(" "));
    private static final List<String> TOKENS = List.of(
            "isn't",
            "they're",
            "I'll",
            "I'm",
            "e-mail",
            "not-so-great",
            "https://a.example.com/x?y=1&z=2#top",
            "www.a.com.",
            "john.doe@example.com",
            "@handle_1",
            "#fail",
            "and/or",
            "AT&T",
            "foo(bar)",
            "/usr/bin/env",
            "C++",
            "good,bad",
            "bad!worse",
            "a.b",
            "snake_case",
            "##ing",
            "[SEP]",
            "[CLS]",
            "[PAD]",
            "[MASK]",
            "[UNK]",
            "[sep]",
            "<br/>",
            ":-)",
            "$5.00");
    private static final List<String> UNICODE = List.of(
            "café",
            "cafe\u0301",
            "naïve",
            "Ärger",
            "ΟΔΟΣ",
            "οδος",
            "İstanbul",
            "ı",
            "ß",
            "ẞ",
            "ﬁ",
            "Å",
            "e\u0301\u0302",
            "a\u20d7",
            "北京",
            "我喜欢这个电影",
            "𠮷野家",
            "ひらがな",
            "カタカナ",
            "한국어",
            "שָׁלוֹם",
            "مُحَمَّد",
            "हिन्दी",
            "привет",
            "Ёлка",
            "ไทย",
            "😀",
            "👍🏽",
            "👨‍👩‍👧",
            "❤️",
            "🇩🇪",
            "１２３",
            "№",
            "€5",
            "£",
            "™",
            "𝒳",
            "\u0378",
            "ː",
            "ʼn",
            "\u05be",
            "\u2056");
    private static final List<String> SPACES = List.of(
            "  ", "\n", "\n\n", "\t", "\r\n", "\r", "\f", "\u000b", " \n ", "\u00a0", "\u2003", "\u3000", "\u2009");
    private static final List<String> CONTROLS = List.of(
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u00ad",
            "\u200e",
            "\u0007",
            "\u0000",
            "\u0001",
            "\u001c",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u2029",
            "\ufffd",
            "\ue000",
            "\uf8ff",
            "\ud83d",
            "\udc00",
            "\udb80\udc00",
            "\ufe0f",
            "\u180e");
    private static final List<String> MARKERS = List.of(
            "\uf050",
            "\uf051",
            "\uf052",
            "\uf053",
            "\uf054",
            "\uf055",
            "\uf056",
            "\uf057",
            "╦",
            "╞",
            "╟",
            "╔",
            "╤",
            "╥",
            "╔══╗",
            "ↇ",
            "ↈ",
            "\u2187x\u2188");
    private static final String SHORT = "aaabbcsSIpxXzZ0123459 ....   !!??;;:,,''\"\"(())[[]]--\n°$_|eiugm.. \t";

    private final Random random;

    /** Texts of this seed. */
    TextGenerator(long seed) {
        random = new Random(seed);
    }

    /** The next text: mostly up to forty words, seldom a few hundred, sometimes empty or blank. */
    String next() {
        int kind = random.nextInt(100);
        if (kind < 2) {
            return blank();
        }
        if (kind < 30) {
            return letters(1 + random.nextInt(kind < 6 ? 200 : 40));
        }
        return phrases(1 + random.nextInt(kind < 34 ? 300 : kind < 60 ? 12 : 40), markers());
    }

    /** Per mille of phrases that are markers: most texts have none. */
    private int markers() {
        return random.nextInt(8) == 0 ? 60 : 0;
    }

    private String blank() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(random.nextBoolean() ? " " : pick(SPACES));
        }
        return text.toString();
    }

    /** Single characters, most of which matter to rules. */
    private String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(SHORT.charAt(random.nextInt(SHORT.length())));
        }
        return text.toString();
    }

    private String phrases(int count, int markers) {
        boolean plain = random.nextInt(3) == 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(1000) < markers ? pick(MARKERS) : phrase(plain));
            int gap = random.nextInt(20);
            text.append(gap < 15 ? " " : gap < 18 ? "" : plain ? " " : pick(SPACES));
        }
        return text.toString();
    }

    private String phrase(boolean plain) {
        int kind = random.nextInt(plain ? 80 : 100);
        return switch (kind / 4) {
            case 0, 1, 2, 3, 4 -> pick(WORDS);
            case 5, 6, 7 -> pick(CAPITALS);
            case 8 -> pick(WORDS) + pick(PUNCTUATION);
            case 9 -> pick(CAPITALS) + ".";
            case 10, 11, 12 -> pick(ABBREVIATIONS);
            case 13, 14 -> pick(NUMBERS);
            case 15 -> pick(LISTS);
            case 16 -> pick(QUOTED);
            case 17 -> pick(PUNCTUATION);
            case 18, 19 -> pick(TOKENS);
            case 20, 21 -> pick(UNICODE);
            case 22 -> pick(CONTROLS);
            case 23 -> pick(QUOTED) + pick(PUNCTUATION);
            default -> unusual();
        };
    }

    private String unusual() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(TOKENS).substring(0, 1).repeat(1 + random.nextInt(250));
            case 1 -> pick(PUNCTUATION).repeat(1 + random.nextInt(6));
            case 2 -> "'" + pick(WORDS) + ". " + pick(CAPITALS) + "' ";
            default -> new String(Character.toChars(random.nextInt(0x2ffff)));
        };
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
