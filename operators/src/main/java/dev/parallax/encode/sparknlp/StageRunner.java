package dev.parallax.encode.sparknlp;

import dev.parallax.encode.sparknlp.bert.BasicTokenizer;
import dev.parallax.encode.sparknlp.bert.CharacterRepairs;
import dev.parallax.encode.sparknlp.bert.MultiWordTokens;
import dev.parallax.encode.sparknlp.bert.RuleTokens;
import dev.parallax.encode.sparknlp.bert.UnitRows;
import dev.parallax.encode.sparknlp.bert.WordPieceEncoder;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetector;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.wordpiece.Ids;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a Spark NLP pipeline on a text, one method a stage, with a set of its quirks repaired. Without
 * repairs it is the pipeline as Spark NLP runs it. Immutable and thread-safe.
 */
final class StageRunner {

    private final Set<Repair> repairs;
    private final DocumentAssembler assembler;
    private final @Nullable SentenceDetector detector;
    private final TokenSplitter splitter;
    private final @Nullable CharacterRepairs characters;
    private final BasicTokenizer words;
    private final WordPieceEncoder wordPieces;
    private final boolean keepsAll;
    private final boolean keepsSome;
    private final boolean explodes;

    StageRunner(PipelineStages stages, WordPieceEncoder wordPieces, Set<Repair> asked) {
        repairs = asked.isEmpty() ? EnumSet.noneOf(Repair.class) : EnumSet.copyOf(asked);
        assembler = stages.assembler(repairs);
        detector = stages.detector(repairs);
        splitter = stages.splitter(repairs);
        characters = stages.characters(repairs);
        words = new BasicTokenizer(stages.pipeline().bert().caseSensitive(), stages.model(), repairs);
        this.wordPieces = wordPieces;
        keepsAll = repairs.containsAll(MultiWordTokens.KINDS);
        keepsSome = MultiWordTokens.KINDS.stream().anyMatch(repairs::contains);
        SentenceDetectorParams sentences = stages.pipeline().sentenceDetector();
        explodes = detector != null && sentences != null && sentences.explodeSentences();
    }

    boolean repairs(Repair repair) {
        return repairs.contains(repair);
    }

    /** Whether each unit is a row of the data frame. */
    boolean explodes() {
        return explodes;
    }

    Annotation document(String text) {
        return assembler.assemble(text);
    }

    /** Sentences, or the document. */
    List<Annotation> units(Annotation document) {
        return detector == null ? List.of(document) : detector.sentences(document);
    }

    RuleTokens tokens(List<Annotation> units) {
        RuleTokens tokens = new RuleTokens();
        for (Annotation unit : units) {
            if (characters == null) {
                tokens.add(unit, splitter);
            } else {
                tokens.add(unit, splitter, characters);
            }
        }
        return tokens;
    }

    /** The word pieces of rule tokens: of the first word of each, as Spark NLP does, or of all. */
    UnitRows pieces(RuleTokens tokens) {
        UnitRows rows = new UnitRows(tokens.tokens());
        boolean longWords = repairs.contains(Repair.LONG_WORDS);
        Ids out = rows.pieces();
        for (int i = 0; i < tokens.tokens().size(); i++) {
            Integer special = tokens.special(i);
            String token = tokens.tokens().get(i).result();
            if (special != null) {
                out.add(special);
            } else if (!token.isEmpty()) {
                // Spark NLP encodes the first word of a token only: "isn't" loses "'" and "t".
                words.split(token, (text, from, to) -> {
                    wordPieces.encode(text, from, to, longWords, out);
                    return keepsAll || (keepsSome && repairs.contains(MultiWordTokens.kind(token)));
                });
            }
            rows.endToken(i);
        }
        return rows;
    }
}
