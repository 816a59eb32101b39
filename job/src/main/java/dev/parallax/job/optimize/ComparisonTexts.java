package dev.parallax.job.optimize;

import dev.parallax.job.quickstart.Corpus;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts that two models are compared on.
 *
 * @param origin description of their origin
 * @param lines the texts in their order
 */
record ComparisonTexts(String origin, List<Line> lines) {

    /** Most texts that activations are measured on: a few hundred show their ranges. */
    static final int MOST_CALIBRATION_TEXTS = 200;

    /** One text in this many is for the measurement of activations. */
    private static final int CALIBRATION_SHARE = 4;

    /** Fewest texts that are divided for a choice and its judgement. */
    static final int FEWEST_TO_DIVIDE = 150;

    /** Most texts of a choice. */
    static final int MOST_CHOICE_TEXTS = 1000;

    /** One text in this many is for the choice. */
    private static final int CHOICE_SHARE = 3;

    /** Copies the texts. */
    ComparisonTexts {
        lines = List.copyOf(lines);
    }

    /**
     * A text.
     *
     * @param number its line in the file, from 1
     * @param label its true class; empty if it is not known or not one of the model's
     * @param text the text
     */
    record Line(long number, Optional<String> label, String text) {}

    /**
     * Two parts that have no text in common.
     *
     * @param calibration texts whose activations are measured
     * @param comparison texts that the models are compared on
     */
    record Parts(ComparisonTexts calibration, ComparisonTexts comparison) {}

    /**
     * The texts of a choice among rewritings, and those that the chosen one is judged on.
     *
     * @param choice texts that the choice is made on
     * @param comparison texts that the models are compared on; the same ones if they are too few to be divided
     */
    record Division(ComparisonTexts choice, ComparisonTexts comparison) {

        /** Whether no text is in both. */
        boolean apart() {
            return !choice.equals(comparison);
        }
    }

    /**
     * Reads texts.
     *
     * @param file file with a text, or a label, a tab and a text in each line; empty for the built-in sentences: those
     *     whose labels are more often classes of the model
     * @param classes the model's classes; other labels are not used
     * @throws IOException if the file cannot be read, or has no text
     */
    static ComparisonTexts read(Optional<Path> file, Set<String> classes) throws IOException {
        if (file.isEmpty()) {
            ComparisonTexts sentiment = of("the built-in sentiment sentences", Corpus.sentiment(), classes);
            ComparisonTexts intent = of("the built-in intent sentences", Corpus.intent(), classes);
            return intent.labelled() > sentiment.labelled() ? intent : sentiment;
        }
        List<Line> lines = new ArrayList<>();
        try (TextLines input = TextLines.open(file.get())) {
            for (String line = input.next(); line != null; line = input.next()) {
                int tab = line.indexOf('\t');
                String text = line.substring(tab + 1);
                if (!text.isBlank()) {
                    Optional<String> label = tab < 0 ? Optional.empty() : Optional.of(line.substring(0, tab));
                    lines.add(new Line(input.number(), label.filter(classes::contains), text));
                }
            }
        }
        if (lines.isEmpty()) {
            throw new IOException("--texts " + file.get()
                    + " has no text: expected a text, or a label, a tab and a text," + " in each line");
        }
        return new ComparisonTexts(String.valueOf(file.get().getFileName()), lines);
    }

    private static ComparisonTexts of(String origin, Corpus corpus, Set<String> classes) {
        List<Line> lines = new ArrayList<>();
        for (Corpus.Sentence sentence : corpus.sentences()) {
            lines.add(new Line(
                    lines.size() + 1L, Optional.of(sentence.label()).filter(classes::contains), sentence.text()));
        }
        return new ComparisonTexts(origin, lines);
    }

    private long labelled() {
        return lines.stream().filter(line -> line.label().isPresent()).count();
    }

    /**
     * Splits the texts: the first quarter, {@value #MOST_CALIBRATION_TEXTS} at most, is for the measurement of
     * activations, and the others are for the comparison, without those that have the same text as one of the first.
     *
     * @throws IOException if a part would have no text
     */
    Parts parts() throws IOException {
        int first = Math.min(MOST_CALIBRATION_TEXTS, Math.max(1, lines.size() / CALIBRATION_SHARE));
        List<Line> calibration = lines.subList(0, first);
        List<Line> others = without(calibration, lines.subList(first, lines.size()));
        if (others.isEmpty()) {
            throw new IOException("--precision int8 measures activations on the first texts, here " + first
                    + ", and compares on others, and " + origin
                    + " has no others: expected texts of which not all occur"
                    + " in the first quarter");
        }
        return new Parts(new ComparisonTexts(origin, calibration), new ComparisonTexts(origin, others));
    }

    /**
     * Divides the texts for a choice: the first third, {@value #MOST_CHOICE_TEXTS} at most, is for the choice, and the
     * others are for its judgement, without those that have the same text as one of the first. Fewer than
     * {@value #FEWEST_TO_DIVIDE} texts, or such as would leave fewer for the judgement than for the choice, are for
     * both.
     */
    Division division() {
        int first = Math.min(MOST_CHOICE_TEXTS, lines.size() / CHOICE_SHARE);
        List<Line> chosen = lines.subList(0, first);
        List<Line> others = without(chosen, lines.subList(first, lines.size()));
        return lines.size() < FEWEST_TO_DIVIDE || others.size() < first
                ? new Division(this, this)
                : new Division(new ComparisonTexts(origin, chosen), new ComparisonTexts(origin, others));
    }

    private static List<Line> without(List<Line> first, List<Line> others) {
        Set<String> texts = first.stream().map(Line::text).collect(Collectors.toCollection(HashSet::new));
        return others.stream().filter(line -> !texts.contains(line.text())).toList();
    }
}
