package dev.parallax.job.filereport.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.shadow.Remedy;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final BertForSequenceClassification.Params DEFAULT = BertForSequenceClassification.Params.DEFAULT;

    @Test
    void everything_that_spark_nlp_offers_is_tried_alone_and_together() {
        List<Candidate> candidates = Candidates.of(SparkNlpPipeline.sentences(DEFAULT), ClassChoice.FIRST, true, 512);
        assertThat(candidates)
                .extracting(Candidate::title)
                .contains(
                        "setCaseSensitive(false)",
                        "setMaxSentenceLength(512)",
                        "no SentenceDetector",
                        "RegexTokenizer, simple pattern",
                        "RegexTokenizer, full pattern",
                        "setCoalesceSentences(true)",
                        "answer: coalesced",
                        "answer: majority",
                        "answer: max-score",
                        "setCleanupMode(\"shrink\")",
                        "setCaseSensitive(false) + setMaxSentenceLength(512) + no SentenceDetector"
                                + " + RegexTokenizer, full pattern");
        assertThat(candidates).doesNotHaveDuplicates();
    }

    @Test
    void the_last_one_has_all_of_them() {
        List<Candidate> candidates = Candidates.of(SparkNlpPipeline.sentences(DEFAULT), ClassChoice.FIRST, true, 64);
        SparkNlpPipeline all = candidates.get(candidates.size() - 1).pipeline();
        assertThat(all.sentenceDetector()).isNull();
        assertThat(all.bert().caseSensitive()).isFalse();
        assertThat(all.bert().maxSentenceLength()).isEqualTo(64);
        assertThat(((RegexTokenizer.Params) all.tokenizer()).pattern()).isEqualTo(Remedy.TOKENIZER_PATTERN);
    }

    @Test
    void a_change_that_changes_nothing_is_not_tried() {
        BertForSequenceClassification.Params right = new BertForSequenceClassification.Params(
                false, 512, 8, false, BertForSequenceClassification.Activation.SOFTMAX, 0.5f);
        List<Candidate> candidates = Candidates.of(SparkNlpPipeline.documents(right), ClassChoice.FIRST, true, 512);
        assertThat(candidates)
                .extracting(Candidate::title)
                .containsExactly(
                        "RegexTokenizer, simple pattern", "RegexTokenizer, full pattern", "setCleanupMode(\"shrink\")");
    }

    @Test
    void a_cased_vocabulary_keeps_its_capitals() {
        BertForSequenceClassification.Params lowering = new BertForSequenceClassification.Params(
                false, 512, 8, false, BertForSequenceClassification.Activation.SOFTMAX, 0.5f);
        assertThat(Candidates.of(SparkNlpPipeline.documents(lowering), ClassChoice.FIRST, false, 512))
                .extracting(Candidate::title)
                .contains("setCaseSensitive(true)")
                .doesNotContain("setCaseSensitive(false)");
    }
}
