package dev.parallax.job.filereport.candidate;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A changed Spark NLP pipeline that a user could run instead of the current one.
 *
 * @param changes the changes in Spark NLP's words; empty for the current pipeline
 * @param pipeline the pipeline
 * @param choice how its classes are reduced to one answer
 */
public record Candidate(List<String> changes, SparkNlpPipeline pipeline, ClassChoice choice) implements Serializable {

    /** Copies the list. */
    public Candidate {
        changes = List.copyOf(changes);
    }

    /** The current pipeline, without changes. */
    public static Candidate asItIs(SparkNlpPipeline pipeline, ClassChoice choice) {
        return new Candidate(List.of(), pipeline, choice);
    }

    /** The changes as one line. */
    public String title() {
        return changes.isEmpty() ? "as it is" : String.join(" + ", changes);
    }

    /** Whether another candidate has the same pipeline and choice, whatever its changes are called. */
    boolean sameAs(Candidate other) {
        return pipeline.equals(other.pipeline) && choice == other.choice;
    }

    Candidate with(String change, DocumentAssembler.Params assembler) {
        return changed(
                change,
                new SparkNlpPipeline(assembler, pipeline.sentenceDetector(), pipeline.tokenizer(), pipeline.bert()));
    }

    Candidate with(String change, @Nullable SentenceDetectorParams detector) {
        return changed(
                change,
                new SparkNlpPipeline(pipeline.documentAssembler(), detector, pipeline.tokenizer(), pipeline.bert()));
    }

    Candidate with(String change, TokenSplitter.Params tokenizer) {
        return changed(
                change,
                new SparkNlpPipeline(
                        pipeline.documentAssembler(), pipeline.sentenceDetector(), tokenizer, pipeline.bert()));
    }

    Candidate with(String change, BertForSequenceClassification.Params bert) {
        return changed(
                change,
                new SparkNlpPipeline(
                        pipeline.documentAssembler(), pipeline.sentenceDetector(), pipeline.tokenizer(), bert));
    }

    Candidate with(String change, ClassChoice otherChoice) {
        return new Candidate(and(change), pipeline, otherChoice);
    }

    private Candidate changed(String change, SparkNlpPipeline other) {
        return new Candidate(and(change), other, choice);
    }

    private List<String> and(String change) {
        List<String> more = new ArrayList<>(changes);
        more.add(change);
        return more;
    }
}
