package dev.parallax.job.filereport.candidate;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.shadow.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Generates candidates: the changes of a pipeline that Spark NLP itself offers, one by one and combined. */
public final class Candidates {

    /**
     * The simple pattern for {@code RegexTokenizer}: ASCII white space separates tokens, and every ASCII symbol is a
     * token. For ordinary English texts it is equivalent to {@link Remedy#TOKENIZER_PATTERN}.
     */
    static final String SIMPLE_PATTERN = "\\s+|(?=\\p{Punct})|(?<=\\p{Punct})";

    private static final int MOST_SENTENCE_LENGTH = 512;

    /** A change that can be applied to any candidate; one that has it already is returned unchanged. */
    private interface Change extends UnaryOperator<Candidate> {}

    private static final Change SIMPLE_TOKENIZER = regex("RegexTokenizer, simple pattern", SIMPLE_PATTERN);
    private static final Change FULL_TOKENIZER = regex("RegexTokenizer, full pattern", Remedy.TOKENIZER_PATTERN);

    private final Candidate base;
    private final Change settings;
    private final Change casing;
    private final Change length;
    private final List<Candidate> found = new ArrayList<>();

    private Candidates(Candidate base, boolean lowercase, int maxLength) {
        this.base = base;
        this.casing = candidate -> casing(candidate, !lowercase);
        this.length = candidate -> length(candidate, Math.min(MOST_SENTENCE_LENGTH, maxLength));
        this.settings = all(casing, length, Candidates::softmax, cleanup(CleanupMode.DISABLED));
    }

    /**
     * Candidates for a pipeline: single changes first, then combinations, without duplicates and without candidates
     * that equal the pipeline.
     *
     * @param pipeline the current pipeline
     * @param choice how the user reduces the classes to one answer
     * @param lowercase whether the model's vocabulary is uncased
     * @param maxLength most ids that the model takes
     */
    public static List<Candidate> of(SparkNlpPipeline pipeline, ClassChoice choice, boolean lowercase, int maxLength) {
        Candidates candidates = new Candidates(Candidate.asItIs(pipeline, choice), lowercase, maxLength);
        candidates.single();
        candidates.combined();
        return List.copyOf(candidates.found);
    }

    private void single() {
        add(casing);
        add(length);
        add(Candidates::noDetector);
        add(SIMPLE_TOKENIZER);
        add(FULL_TOKENIZER);
        add(Candidates::coalesce);
        for (ClassChoice choice : ClassChoice.values()) {
            add(answer(choice));
        }
        add(cleanup(CleanupMode.DISABLED));
        add(cleanup(CleanupMode.SHRINK));
        add(Candidates::softmax);
    }

    private void combined() {
        add(settings);
        add(all(settings, Candidates::noDetector));
        add(all(Candidates::noDetector, SIMPLE_TOKENIZER));
        add(all(Candidates::noDetector, FULL_TOKENIZER));
        add(all(settings, SIMPLE_TOKENIZER));
        add(all(settings, FULL_TOKENIZER));
        add(all(settings, FULL_TOKENIZER, Candidates::coalesce));
        add(all(settings, Candidates::noDetector, SIMPLE_TOKENIZER));
        add(all(settings, Candidates::noDetector, FULL_TOKENIZER));
    }

    private void add(Change change) {
        Candidate candidate = change.apply(base);
        if (!candidate.sameAs(base) && found.stream().noneMatch(candidate::sameAs)) {
            found.add(candidate);
        }
    }

    private static Change all(Change... changes) {
        return candidate -> {
            Candidate changed = candidate;
            for (Change change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }

    private static Candidate noDetector(Candidate candidate) {
        return candidate.pipeline().sentenceDetector() == null
                ? candidate
                : candidate.with("no SentenceDetector", (SentenceDetectorParams) null);
    }

    private static Candidate casing(Candidate candidate, boolean caseSensitive) {
        BertForSequenceClassification.Params bert = candidate.pipeline().bert();
        return bert.caseSensitive() == caseSensitive
                ? candidate
                : candidate.with("setCaseSensitive(" + caseSensitive + ")", bert.withCaseSensitive(caseSensitive));
    }

    private static Candidate length(Candidate candidate, int length) {
        BertForSequenceClassification.Params bert = candidate.pipeline().bert();
        return bert.maxSentenceLength() == length
                ? candidate
                : candidate.with("setMaxSentenceLength(" + length + ")", bert.withMaxSentenceLength(length));
    }

    private static Candidate coalesce(Candidate candidate) {
        BertForSequenceClassification.Params bert = candidate.pipeline().bert();
        return bert.coalesceSentences() || candidate.pipeline().sentenceDetector() == null
                ? candidate
                : candidate.with("setCoalesceSentences(true)", bert.withCoalesceSentences(true));
    }

    private static Candidate softmax(Candidate candidate) {
        BertForSequenceClassification.Params bert = candidate.pipeline().bert();
        return bert.activation() == Activation.SOFTMAX
                ? candidate
                : candidate.with("setActivation(\"softmax\")", bert.withActivation(Activation.SOFTMAX));
    }

    private static Change cleanup(CleanupMode mode) {
        return candidate -> candidate.pipeline().documentAssembler().cleanupMode() == mode
                ? candidate
                : candidate.with(
                        "setCleanupMode(\"" + SparkNlpNames.of(mode) + "\")", new DocumentAssembler.Params(mode));
    }

    private static Change answer(ClassChoice choice) {
        return candidate -> candidate.choice() == choice || candidate.pipeline().sentenceDetector() == null
                ? candidate
                : candidate.with("answer: " + choice, choice);
    }

    private static Change regex(String change, String pattern) {
        RegexTokenizer.Params tokenizer = new RegexTokenizer.Params(pattern, false, 1, null, false, false, true);
        return candidate ->
                candidate.pipeline().tokenizer().equals(tokenizer) ? candidate : candidate.with(change, tokenizer);
    }
}
