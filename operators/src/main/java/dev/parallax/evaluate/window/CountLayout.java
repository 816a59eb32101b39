package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.CauseNumbers;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.Set;

/**
 * Which cell of {@link Counts} holds what, for a model with a number of classes. A savepoint holds cells by their
 * numbers, so these stay as they are; what is added goes where there is room.
 */
public final class CountLayout {

    /** The counts that do not depend on a class, each with the number of its cell. */
    public enum Tally {
        RECORDS(0),
        SAMPLED(1),
        TRUNCATED(2),
        TOKENS(3),
        UNKNOWN_TOKENS(4),
        SAME_ENCODING(5),
        AGREED(6),
        DISAGREED(7),
        NO_CLASS(8),
        SHED(9),
        FAILED(10),
        LATE(11),
        LABELLED(12),
        LABELLED_BOTH(13),
        UNKNOWN_LABELS(14),
        ONLY_PRIMARY_RIGHT(15),
        ONLY_SHADOW_RIGHT(16),
        PAGE_HINKLEY_CHANGES(17),
        ADWIN_CHANGES(18);

        private final int cell;

        Tally(int cell) {
            this.cell = cell;
        }
    }

    /** Outcomes in which both sides have a class. */
    private static final Set<Tally> BOTH_CLASSES = Set.of(Tally.SAME_ENCODING, Tally.AGREED, Tally.DISAGREED);

    /** Counts whose shares are compared with those of a reference. */
    private static final Set<Tally> DRIFT = Set.of(Tally.RECORDS, Tally.TRUNCATED, Tally.TOKENS, Tally.UNKNOWN_TOKENS);

    private static final int PROVEN = 64;
    private static final int SUSPECTED = 128;
    private static final int SCORE = 192;
    private static final int TOKENS = 256;
    private static final int BY_CLASS = 512;

    private final int classes;

    /** @param classes number of classes, 1 or more */
    public CountLayout(int classes) {
        this.classes = classes;
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** The cell of a count that does not depend on a class. */
    public static int tally(Tally tally) {
        return tally.cell;
    }

    /** Disagreements of which a cause was proven, or only suspected. */
    public static int cause(DivergenceCause cause, boolean proven) {
        return (proven ? PROVEN : SUSPECTED) + CauseNumbers.of(cause);
    }

    /** The cell of the predictions whose score is in a bin of {@code Bins.SCORE}. */
    public static int score(int bin) {
        return SCORE + bin;
    }

    /** The cell of the texts whose number of tokens is in a bin of {@code Bins.TOKENS}. */
    public static int tokens(int bin) {
        return TOKENS + bin;
    }

    /** Predictions of a class. */
    public int predicted(int primary) {
        return BY_CLASS + check(primary, classes);
    }

    /** Compared texts; the shadow's class is {@link #classes()} where it gave none. */
    public int compared(int primary, int shadow) {
        return BY_CLASS + classes + check(primary, classes) * (classes + 1) + check(shadow, classes + 1);
    }

    /** Labelled texts by what the primary said. */
    public int primaryByLabel(int label, int primary) {
        return compared(classes - 1, classes) + 1 + check(label, classes) * classes + check(primary, classes);
    }

    /** Labelled texts by what the shadow said. */
    public int shadowByLabel(int label, int shadow) {
        return primaryByLabel(classes - 1, classes - 1)
                + 1
                + check(label, classes) * (classes + 1)
                + check(shadow, classes + 1);
    }

    /** The count of the comparisons with an outcome. */
    public static Tally tally(Outcome outcome) {
        return switch (outcome) {
            case SAME_ENCODING -> Tally.SAME_ENCODING;
            case AGREED -> Tally.AGREED;
            case DISAGREED -> Tally.DISAGREED;
            case NO_CLASS -> Tally.NO_CLASS;
            case SKIPPED -> Tally.SHED;
            case FAILED -> Tally.FAILED;
        };
    }

    /** Texts of which both sides gave a class. */
    static long withBothClasses(Counts counts) {
        return BOTH_CLASSES.stream()
                .mapToLong(tally -> counts.count(tally(tally)))
                .sum();
    }

    /** Texts on which both sides were run. */
    public static long compared(Counts counts) {
        return withBothClasses(counts) + counts.count(tally(Tally.NO_CLASS));
    }

    /** Texts that both sides give the same class. */
    public static long agreed(Counts counts) {
        return counts.count(tally(Tally.SAME_ENCODING)) + counts.count(tally(Tally.AGREED));
    }

    /**
     * The counts that drift is measured on, apart from the others: texts, tokens, predicted classes, and bins of scores
     * and token counts.
     */
    public Counts drift(Counts counts) {
        Counts drift = new Counts();
        for (Tally tally : DRIFT) {
            copy(tally(tally), counts, drift);
        }
        for (int bin = 0; bin < Bins.SCORE.count(); bin++) {
            copy(score(bin), counts, drift);
        }
        for (int bin = 0; bin < Bins.TOKENS.count(); bin++) {
            copy(tokens(bin), counts, drift);
        }
        for (int primary = 0; primary < classes; primary++) {
            copy(predicted(primary), counts, drift);
        }
        return drift;
    }

    private static void copy(int cell, Counts from, Counts to) {
        to.add(cell, from.count(cell));
    }

    /** Whether every sampled text has its comparison, one that was shed or failed included. */
    public static boolean complete(Counts counts) {
        return counts.count(tally(Tally.SAMPLED))
                == compared(counts) + counts.count(tally(Tally.SHED)) + counts.count(tally(Tally.FAILED));
    }

    private static int check(int index, int limit) {
        if (index < 0 || index >= limit) {
            throw new IndexOutOfBoundsException("Class " + index + " is none of 0 to " + (limit - 1));
        }
        return index;
    }
}
