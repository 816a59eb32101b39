package dev.parallax.evaluate.observation;

import dev.parallax.shadow.DivergenceCause;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of causes from 0 to 63. Savepoints hold them, so they stay as they are whatever becomes of the enum: a new
 * cause is added at the end.
 */
public final class CauseNumbers {

    private static final List<DivergenceCause> CAUSES = List.of(
            DivergenceCause.CLEANUP,
            DivergenceCause.SENTENCE_SPLIT,
            DivergenceCause.MARKER_CHARACTER,
            DivergenceCause.TOKEN_RULES,
            DivergenceCause.CASING,
            DivergenceCause.FINAL_SIGMA,
            DivergenceCause.ACCENTS,
            DivergenceCause.COMBINING_MARK,
            DivergenceCause.NON_ASCII_PUNCTUATION,
            DivergenceCause.UNICODE_SPACE,
            DivergenceCause.INVISIBLE_CHARACTER,
            DivergenceCause.PRIVATE_USE_CHARACTER,
            DivergenceCause.CONTROL_CHARACTER,
            DivergenceCause.RARE_IDEOGRAPH,
            DivergenceCause.DROPPED_IDEOGRAPHS,
            DivergenceCause.CONTRACTION,
            DivergenceCause.HYPHEN,
            DivergenceCause.NUMBER,
            DivergenceCause.URL,
            DivergenceCause.ABBREVIATION,
            DivergenceCause.SLASH_OR_AMPERSAND,
            DivergenceCause.MISSING_SPACE,
            DivergenceCause.LEADING_SYMBOL,
            DivergenceCause.TRAILING_SYMBOL,
            DivergenceCause.SYMBOL_RUN,
            DivergenceCause.COMPOUND,
            DivergenceCause.LONG_WORD,
            DivergenceCause.SPECIAL_TOKEN,
            DivergenceCause.TRUNCATION,
            DivergenceCause.ATTENTION_MASK,
            DivergenceCause.MISSING_CLASS,
            DivergenceCause.ACTIVATION);

    private static final Map<DivergenceCause, Integer> NUMBERS = new EnumMap<>(DivergenceCause.class);

    static {
        for (int i = 0; i < CAUSES.size(); i++) {
            NUMBERS.put(CAUSES.get(i), i);
        }
    }

    private CauseNumbers() {}

    /** All causes, each at the place of its number. */
    public static List<DivergenceCause> all() {
        return CAUSES;
    }

    /**
     * The number of a cause.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static int of(DivergenceCause cause) {
        Integer number = NUMBERS.get(cause);
        if (number == null) {
            throw new IllegalArgumentException("The cause " + cause + " has no number");
        }
        return number;
    }

    /** A bit for each cause, by its number. */
    public static long bits(Collection<DivergenceCause> causes) {
        long bits = 0;
        for (DivergenceCause cause : causes) {
            bits |= 1L << of(cause);
        }
        return bits;
    }
}
