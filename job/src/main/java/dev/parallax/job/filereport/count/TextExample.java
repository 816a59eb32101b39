package dev.parallax.job.filereport.count;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.infer.Prediction;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A text with a difference between the two sides, and the details that the page shows.
 *
 * @param id the record's id
 * @param line place of the record in the input, from 0
 * @param text the text, or its beginning
 * @param cutCharacters UTF-16 units of the text after that beginning
 * @param truth the label that the input has, or {@code null}
 * @param outcome how the answers compare
 * @param huggingFace the primary's label
 * @param huggingFaceScore its probability in thousandths
 * @param sparkNlp the shadow's label, or {@code null} for no class
 * @param sparkNlpScore its probability in thousandths, -1 if it is NaN
 * @param totalVariation half the sum of the differences of the probabilities, in thousandths; -1 if it is NaN
 * @param rows the first elements of the {@code class} column
 * @param moreRows number of further elements
 * @param causes causes of the difference; empty if the answers are equal
 * @param proven whether the causes are proven
 * @param minimal whether no subset of the causes is sufficient
 * @param diff both sides' pieces, or {@code null} if they are equal
 */
public record TextExample(
        String id,
        long line,
        String text,
        int cutCharacters,
        @Nullable String truth,
        Outcome outcome,
        String huggingFace,
        int huggingFaceScore,
        @Nullable String sparkNlp,
        int sparkNlpScore,
        int totalVariation,
        List<ClassElement> rows,
        int moreRows,
        List<DivergenceCause> causes,
        boolean proven,
        boolean minimal,
        @Nullable EncodingDiff diff)
        implements Serializable {

    private static final int NO_NUMBER = -1;
    private static final double THOUSANDTHS = 1000;
    private static final int LONGEST_TEXT = 600;
    private static final int LONGEST_SENTENCE = 160;
    private static final int MOST_ROWS = 12;

    /**
     * One element of the {@code class} column.
     *
     * @param sentence index of the sentence to which it is assigned
     * @param begin first UTF-16 unit of that sentence
     * @param end last UTF-16 unit of it
     * @param text the sentence, or its beginning; empty if that is not known
     * @param label the class
     * @param score its probability in thousandths, -1 if it is NaN
     */
    public record ClassElement(int sentence, int begin, int end, String text, String label, int score)
            implements Serializable {}

    /**
     * Creates an example from a comparison.
     *
     * @param cleanup cleanup mode of the document, because offsets of sentences refer to the cleaned text
     */
    static TextExample of(Comparison compared, CleanupMode cleanup) {
        Prediction primary = compared.scored().prediction();
        String text = compared.scored().text().text();
        String shown = start(text, LONGEST_TEXT);
        Attribution attribution = compared.attribution();
        ShadowAnswer shadow = compared.shadow();
        List<ClassElement> rows = new ArrayList<>();
        for (ClassAnnotation element : compared.classes()) {
            if (rows.size() < MOST_ROWS) {
                rows.add(row(element, cleanup == CleanupMode.DISABLED ? text : "", primary.labels()));
            }
        }
        return new TextExample(
                compared.scored().text().id(),
                compared.scored().text().source().offset(),
                shown,
                text.length() - shown.length(),
                compared.scored().text().label(),
                compared.outcome(),
                primary.label(),
                thousandths(primary.score()),
                shadow == null ? null : shadow.label(),
                shadow == null ? NO_NUMBER : thousandths(shadow.probability()),
                thousandths(compared.totalVariation()),
                List.copyOf(rows),
                compared.classes().size() - rows.size(),
                attribution == null ? List.of() : List.copyOf(attribution.causes()),
                attribution != null && attribution.proven(),
                attribution != null && attribution.minimal(),
                compared.diff());
    }

    private static ClassElement row(ClassAnnotation element, String text, String[] labels) {
        boolean inText = element.begin() >= 0 && element.end() >= element.begin() && element.end() < text.length();
        int place = Arrays.asList(labels).indexOf(element.label());
        return new ClassElement(
                element.sentence(),
                element.begin(),
                element.end(),
                inText ? start(text.substring(element.begin(), element.end() + 1), LONGEST_SENTENCE) : "",
                element.label(),
                place < 0 || place >= element.probabilities().length
                        ? NO_NUMBER
                        : thousandths(element.probabilities()[place]));
    }

    /** The beginning of a text, without splitting a surrogate pair. */
    private static String start(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private static int thousandths(double value) {
        return Double.isFinite(value) ? (int) Math.round(value * THOUSANDTHS) : NO_NUMBER;
    }

    /** Converts thousandths to a number; empty for NaN. */
    public static OptionalDouble number(int thousandths) {
        return thousandths == NO_NUMBER ? OptionalDouble.empty() : OptionalDouble.of(thousandths / THOUSANDTHS);
    }

    /** The first cause, if any. */
    Optional<DivergenceCause> leadingCause() {
        return causes.stream().findFirst();
    }
}
