package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parallax.job.wire.DisagreementRecord;
import dev.parallax.job.wire.DisagreementRecord.Cause;
import dev.parallax.job.wire.ModelRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement as the page shows it, with names and text cut.
 *
 * @param timeMillis the record's timestamp in Kafka, epoch
 * @param id the text's identity
 * @param text its beginning, where it was written
 * @param outcome {@code DISAGREED} or {@code NO_CLASS}
 * @param huggingFace the primary's answer
 * @param shadow name of the shadow
 * @param sparkNlp Spark NLP's answer, if it gave one
 * @param head the answer of another head, where that is the shadow
 * @param margin the primary's largest probability minus its second largest
 * @param causes why the answers differ; null where that was not asked
 * @param proven whether the causes were proven; else they are suspects
 * @param minimal whether no smaller set of causes explains the difference
 * @param difference word pieces of both sides, where they were written
 * @param model the primary's model
 */
@JsonInclude(Include.NON_NULL)
record ShownDisagreement(
        long timeMillis,
        String id,
        @Nullable String text,
        String outcome,
        Answer huggingFace,
        String shadow,
        @Nullable Answer sparkNlp,
        @Nullable Answer head,
        @Nullable Float margin,
        @Nullable List<Cause> causes,
        @Nullable Boolean proven,
        @Nullable Boolean minimal,
        @Nullable Difference difference,
        @Nullable ModelRecord model) {

    /** A class and its probability. */
    record Answer(String label, @Nullable Float score) {

        private static @Nullable Answer of(DisagreementRecord.@Nullable Answer answer) {
            return answer == null ? null : new Answer(Clipped.name(answer.label()), answer.score());
        }
    }

    /** Word pieces around the first difference, and how many stand before and, by side, after those that are shown. */
    record Difference(List<String> huggingFace, List<String> sparkNlp, long before, List<Long> after) {

        private static @Nullable Difference of(DisagreementRecord.@Nullable Difference difference) {
            return difference == null
                    ? null
                    : new Difference(
                            Clipped.names(difference.huggingFace()),
                            Clipped.names(difference.sparkNlp()),
                            difference.before(),
                            difference.after());
        }
    }

    /** Cuts the record of a disagreement for display. */
    static ShownDisagreement of(DisagreementRecord record, long timestampMillis) {
        return new ShownDisagreement(
                timestampMillis,
                Clipped.name(record.id()),
                record.text() == null ? null : Clipped.text(record.text()),
                Clipped.name(record.outcome()),
                new Answer(
                        Clipped.name(record.huggingFace().label()),
                        record.huggingFace().score()),
                Clipped.name(record.shadow()),
                Answer.of(record.sparkNlp()),
                Answer.of(record.head()),
                record.margin(),
                record.causes() == null
                        ? null
                        : record.causes().stream()
                                .map(cause -> new Cause(Clipped.name(cause.cause()), Clipped.name(cause.title())))
                                .toList(),
                record.proven(),
                record.minimal(),
                Difference.of(record.difference()),
                record.model() == null ? null : Clipped.model(record.model()));
    }

    /** The model and shadow that disagree. */
    ShadowKey key() {
        return new ShadowKey(model == null ? "" : model.name(), shadow);
    }
}
