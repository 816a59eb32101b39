package dev.parallax.encode.sparknlp;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.bert.CharacterRepairs;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetector;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.Tokenizer;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.encode.wordpiece.PieceTrie;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages of a pipeline, created once, with the variants that repairs need. Immutable and thread-safe. */
final class PipelineStages {

    private static final DocumentAssembler UNTOUCHED = new DocumentAssembler(DocumentAssembler.Params.DEFAULT);

    private final SparkNlpPipeline pipeline;
    private final BertWordPiece model;
    private final PieceTrie special;
    private final DocumentAssembler assembler;
    private final @Nullable SentenceDetector detector;
    private final @Nullable SentenceDetector repairedDetector;
    private final TokenSplitter splitter;
    private final TokenSplitter repairedSplitter;

    PipelineStages(SparkNlpPipeline pipeline, BertWordPiece model) {
        this.pipeline = pipeline;
        this.model = model;
        special = CharacterRepairs.special(model);
        assembler = new DocumentAssembler(pipeline.documentAssembler());
        SentenceDetectorParams sentences = pipeline.sentenceDetector();
        detector = sentences == null ? null : new SentenceDetector(sentences, false);
        repairedDetector = sentences == null ? null : new SentenceDetector(sentences, true);
        splitter = splitter(pipeline.tokenizer(), false);
        repairedSplitter = splitter(pipeline.tokenizer(), true);
    }

    private static TokenSplitter splitter(TokenSplitter.Params params, boolean treatMarkersAsText) {
        return params instanceof RegexTokenizer.Params regex
                ? new RegexTokenizer(regex)
                : new Tokenizer((TokenizerParams) params, treatMarkersAsText);
    }

    SparkNlpPipeline pipeline() {
        return pipeline;
    }

    BertWordPiece model() {
        return model;
    }

    DocumentAssembler assembler(Set<Repair> repairs) {
        return repairs.contains(Repair.CLEANUP) ? UNTOUCHED : assembler;
    }

    /** The sentence detector, or {@code null} if the document is not split. */
    @Nullable
    SentenceDetector detector(Set<Repair> repairs) {
        if (repairs.contains(Repair.SENTENCES)) {
            return null;
        }
        return repairs.contains(Repair.MARKER_CHARACTERS) ? repairedDetector : detector;
    }

    TokenSplitter splitter(Set<Repair> repairs) {
        boolean treatMarkersAsText = repairs.contains(Repair.MARKER_CHARACTERS);
        if (repairs.contains(Repair.TOKEN_RULES)) {
            return treatMarkersAsText ? Default.REPAIRED : Default.SPLITTER;
        }
        return treatMarkersAsText ? repairedSplitter : splitter;
    }

    /** The repairs of characters before tokenization, or {@code null} if there are none. */
    @Nullable
    CharacterRepairs characters(Set<Repair> repairs) {
        return CharacterRepairs.isAskedFor(repairs) ? new CharacterRepairs(special, repairs) : null;
    }

    private static final class Default {
        static final Tokenizer SPLITTER = new Tokenizer(TokenizerParams.DEFAULT, false);
        static final Tokenizer REPAIRED = new Tokenizer(TokenizerParams.DEFAULT, true);
    }
}
