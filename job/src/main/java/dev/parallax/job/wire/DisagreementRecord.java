package dev.parallax.job.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parallax.infer.Prediction;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.EncodingDiff.Side;
import dev.parallax.shadow.ShadowAnswer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement as its topic and files hold it: the fields of the JSON object that {@code disagreement-1.schema.json}
 * describes. A field that is null is left out, but for numbers; id, outcome and the primary's answer must be there.
 *
 * @param id the text's identity
 * @param text the text, where it is asked for
 * @param outcome {@code DISAGREED} or {@code NO_CLASS}
 * @param shadow name of the shadow; Spark NLP's where a record has none
 * @param huggingFace the primary's answer
 * @param sparkNlp Spark NLP's answer, where it is the shadow and gives one
 * @param classes Spark NLP's {@code class} column, where it is the shadow
 * @param head the answer of another head, where that is the shadow
 * @param totalVariation half the sum of the absolute differences of both sides' probabilities; null where there is none
 * @param margin the primary's largest probability minus its second largest; null where these are no numbers
 * @param causes why the answers differ, where that is asked for
 * @param proven whether the causes were proven
 * @param minimal whether no smaller set of causes explains the difference
 * @param variants readings that were tried
 * @param difference word pieces of both sides around the first difference
 * @param cappedCharacters UTF-16 units at the end of the text that the shadow did not read, where there are any
 * @param leftOut names of fields for which the record had no room, where there are any
 * @param model the primary's model
 */
@JsonInclude(Include.NON_NULL)
public record DisagreementRecord(
        String id,
        @Nullable String text,
        String outcome,
        String shadow,
        Answer huggingFace,
        @Nullable Answer sparkNlp,
        @Nullable List<ClassCell> classes,
        @Nullable Answer head,
        @JsonInclude(Include.ALWAYS) @Nullable Double totalVariation,
        @JsonInclude(Include.ALWAYS) @Nullable Float margin,
        @Nullable List<Cause> causes,
        @Nullable Boolean proven,
        @Nullable Boolean minimal,
        @Nullable Integer variants,
        @Nullable Difference difference,
        @Nullable Integer cappedCharacters,
        @Nullable Set<String> leftOut,
        @Nullable ModelRecord model) {

    /** Names of the fields that a shorter record leaves out. */
    static final String TEXT = "text";

    static final String DIFFERENCE = "difference";

    /** A class with its probability, the probabilities of all classes, and of Spark NLP the number of the sentence. */
    @JsonInclude(Include.NON_NULL)
    public record Answer(
            String label,
            @JsonInclude(Include.ALWAYS) @Nullable Float score,
            Map<String, @Nullable Float> scores,
            @Nullable Integer sentence) {

        /** Checks that there is a class. */
        public Answer {
            WireMapper.required("label", label);
            scores = WireMapper.orEmpty(scores);
        }

        private static Answer of(
                String[] labels, String label, float score, float[] probabilities, @Nullable Integer sentence) {
            Map<String, @Nullable Float> scores = new LinkedHashMap<>();
            for (int i = 0; i < probabilities.length; i++) {
                scores.put(labels[i], WireMapper.finite(probabilities[i]));
            }
            return new Answer(label, WireMapper.finite(score), scores, sentence);
        }
    }

    /** The array of begin and end (inclusive) of an annotation, its class, and the number of its sentence. */
    @JsonFormat(shape = Shape.ARRAY)
    public record ClassCell(int begin, int end, String label, int sentence) {}

    /** A cause and its display name. */
    public record Cause(String cause, String title) {

        /** Checks that there is a name. */
        public Cause {
            WireMapper.required("cause", cause);
            title = Objects.requireNonNullElse(title, cause);
        }
    }

    /**
     * Word pieces of both sides around the first difference.
     *
     * @param at index of the first id that differs
     * @param huggingFace the primary's pieces
     * @param sparkNlp the shadow's pieces
     * @param before pieces before these, alike on both sides
     * @param after pieces after these, the primary's and the shadow's, {@code [2]}
     */
    public record Difference(int at, List<String> huggingFace, List<String> sparkNlp, long before, List<Long> after) {

        /** Keeps its own lists. */
        public Difference {
            huggingFace = WireMapper.orEmpty(huggingFace);
            sparkNlp = WireMapper.orEmpty(sparkNlp);
            after = WireMapper.orEmpty(after);
        }

        private static Difference of(EncodingDiff diff) {
            return new Difference(
                    diff.firstDifference(),
                    pieces(diff, Side.PRIMARY),
                    pieces(diff, Side.SHADOW),
                    diff.piecesBefore(),
                    List.of((long) diff.primaryPiecesAfter(), (long) diff.shadowPiecesAfter()));
        }

        private static List<String> pieces(EncodingDiff diff, Side side) {
            return diff.segments().stream()
                    .filter(segment -> segment.side() == Side.BOTH || segment.side() == side)
                    .flatMap(segment -> segment.pieces().stream())
                    .toList();
        }
    }

    /** Checks what must be there. */
    public DisagreementRecord {
        WireMapper.required("id", id);
        WireMapper.required("outcome", outcome);
        shadow = Objects.requireNonNullElse(shadow, Comparison.SPARK_NLP);
        WireMapper.required("huggingFace", huggingFace);
        classes = classes == null ? null : WireMapper.orEmpty(classes);
        causes = causes == null ? null : WireMapper.orEmpty(causes);
        leftOut = leftOut == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    }

    /**
     * The record of a comparison.
     *
     * @param includeText whether to repeat the text
     * @param without names of fields to leave out
     */
    static DisagreementRecord of(Comparison compared, boolean includeText, Set<String> without) {
        Prediction primary = compared.scored().prediction();
        ShadowAnswer shadow = compared.shadow();
        boolean ofSparkNlp = compared.ofSparkNlp();
        Answer answer = shadow == null
                ? null
                : Answer.of(
                        primary.labels(),
                        shadow.label(),
                        shadow.probability(),
                        shadow.probabilities(),
                        ofSparkNlp ? shadow.sentence() : null);
        Attribution attribution = compared.attribution();
        EncodingDiff diff = compared.diff();
        Set<String> leftOut = new TreeSet<>(without);
        if (diff == null) {
            leftOut.remove(DIFFERENCE);
        }
        return new DisagreementRecord(
                compared.scored().text().id(),
                includeText && !without.contains(TEXT)
                        ? compared.scored().text().text()
                        : null,
                compared.outcome().name(),
                compared.shadowName(),
                Answer.of(primary.labels(), primary.label(), primary.score(), primary.probabilities(), null),
                ofSparkNlp ? answer : null,
                ofSparkNlp
                        ? compared.classes().stream()
                                .map(one -> new ClassCell(one.begin(), one.end(), one.label(), one.sentence()))
                                .toList()
                        : null,
                ofSparkNlp ? null : answer,
                WireMapper.finite(compared.totalVariation()),
                WireMapper.finite(compared.margin()),
                attribution == null
                        ? null
                        : attribution.causes().stream()
                                .map(cause -> new Cause(cause.name(), cause.title()))
                                .toList(),
                attribution == null ? null : attribution.proven(),
                attribution == null ? null : attribution.minimal(),
                attribution == null ? null : attribution.variants(),
                diff == null || without.contains(DIFFERENCE) ? null : Difference.of(diff),
                compared.cappedCharacters() > 0 ? compared.cappedCharacters() : null,
                leftOut.isEmpty() ? null : leftOut,
                ModelRecord.of(primary.model()));
    }
}
