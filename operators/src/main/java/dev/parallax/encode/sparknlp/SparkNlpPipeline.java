package dev.parallax.encode.sparknlp;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A Spark NLP pipeline that ends in {@code BertForSequenceClassification}: its stages with the parameters that Spark
 * NLP names.
 *
 * @param documentAssembler first stage
 * @param sentenceDetector second stage, or {@code null} for a pipeline that classifies whole documents
 * @param tokenizer splits into rule tokens
 * @param bert the classifier, which cuts rule tokens into word pieces
 */
public record SparkNlpPipeline(
        DocumentAssembler.Params documentAssembler,
        @Nullable SentenceDetectorParams sentenceDetector,
        TokenSplitter.Params tokenizer,
        BertForSequenceClassification.Params bert)
        implements Serializable {

    /** Document assembler, sentence detector and tokenizer with Spark NLP's defaults, and a classifier. */
    public static SparkNlpPipeline sentences(BertForSequenceClassification.Params bert) {
        return new SparkNlpPipeline(
                DocumentAssembler.Params.DEFAULT, SentenceDetectorParams.DEFAULT, TokenizerParams.DEFAULT, bert);
    }

    /** As {@link #sentences}, without sentence detector: the example in the documentation of Spark NLP's class. */
    public static SparkNlpPipeline documents(BertForSequenceClassification.Params bert) {
        return new SparkNlpPipeline(DocumentAssembler.Params.DEFAULT, null, TokenizerParams.DEFAULT, bert);
    }

    /**
     * The default pipeline if none is configured: as {@link #sentences}, with a classifier that keeps or lowers case as
     * the model's own tokenizer does and has Spark NLP's defaults otherwise.
     *
     * @throws dev.parallax.encode.EncodingException if the tokenizer is not BERT's WordPiece, naming what it is
     */
    public static SparkNlpPipeline suiting(TokenizerFile tokenizer) {
        boolean caseSensitive = !BertWordPiece.of(tokenizer).lowercase();
        return sentences(BertForSequenceClassification.Params.DEFAULT.withCaseSensitive(caseSensitive));
    }
}
