package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parallax.shadow.Comparison;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement as it stands in its topic: what of it is shown, with the types that it must have. Its format has no
 * version: what has an identity, an outcome and an answer of Hugging Face is one.
 *
 * @param timeMillis the record's timestamp in Kafka, epoch; set by {@link #at}
 * @param id the text's identity
 * @param text its beginning, where it was written
 * @param outcome {@code DISAGREED} or {@code NO_CLASS}
 * @param huggingFace the primary's answer
 * @param shadow name of the shadow; Spark NLP where none is written
 * @param sparkNlp Spark NLP's answer, if it gave one
 * @param head the answer of another head, where that is the shadow
 * @param margin by how much the primary preferred its class to the next one
 * @param causes why; null where that was not asked
 * @param proven whether the causes were proven; else they are suspects
 * @param minimal whether no smaller set of causes does
 * @param difference word pieces of both sides, where they were written
 * @param model the primary's model
 */
@JsonInclude(Include.NON_NULL)
record DisagreementRecord(
        long timeMillis,
        String id,
        @Nullable String text,
        String outcome,
        Answer huggingFace,
        @Nullable String shadow,
        @Nullable Answer sparkNlp,
        @Nullable Answer head,
        @Nullable Double margin,
        @Nullable List<Cause> causes,
        @Nullable Boolean proven,
        @Nullable Boolean minimal,
        @Nullable Difference difference,
        @Nullable ModelName model) {

    /** A class and its probability. */
    record Answer(String label, @Nullable Double score) {

        Answer {
            label = Clipped.name(label);
        }
    }

    /** A cause by name and title. */
    record Cause(String cause, String title) {

        Cause {
            cause = Clipped.name(cause);
            title = Clipped.name(Objects.requireNonNullElse(title, cause));
        }
    }

    /** Word pieces around the first difference, and how many stand before and, by side, after those that are shown. */
    record Difference(List<String> huggingFace, List<String> sparkNlp, long before, List<Long> after) {

        Difference {
            huggingFace = pieces(huggingFace);
            sparkNlp = pieces(sparkNlp);
            after = after == null ? List.of() : List.copyOf(after);
        }

        private static List<String> pieces(@Nullable List<String> pieces) {
            return pieces == null
                    ? List.of()
                    : pieces.stream().map(Clipped::name).toList();
        }
    }

    DisagreementRecord {
        id = Clipped.name(id);
        text = text == null ? null : Clipped.text(text);
        outcome = Clipped.name(outcome);
        shadow = shadow == null ? null : Clipped.name(shadow);
        Objects.requireNonNull(huggingFace, "huggingFace");
        causes = causes == null ? null : List.copyOf(causes);
    }

    /** Whose it is. */
    @JsonIgnore
    ShadowKey of() {
        return new ShadowKey(
                model == null ? "" : model.name(), Objects.requireNonNullElse(shadow, Comparison.SPARK_NLP));
    }

    /** The same with its timestamp. */
    DisagreementRecord at(long timestampMillis) {
        return new DisagreementRecord(
                timestampMillis,
                id,
                text,
                outcome,
                huggingFace,
                shadow,
                sparkNlp,
                head,
                margin,
                causes,
                proven,
                minimal,
                difference,
                model);
    }
}
