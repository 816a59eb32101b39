package dev.parallax.encode.sparknlp;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.bert.RuleTokens;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.bert.UnitRows;
import dev.parallax.encode.sparknlp.bert.WordPieceEncoder;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Checks;
import dev.parallax.encode.sparknlp.stage.InterruptibleText;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Encodes texts as a Spark NLP pipeline does with the same vocabulary. Immutable and safe for several threads.
 *
 * <p>With all {@link Repair}s on, it returns one row with the ids of Hugging Face's tokenizer.
 */
public final class SparkNlpEncoder {

    private final SparkNlpPipeline pipeline;
    private final BertWordPiece model;
    private final Map<Integer, String> spelling = new HashMap<>();
    private final WordPieceEncoder wordPieces;
    private final PipelineStages stages;
    private final int classify;
    private final int separate;
    private final int maxLength;
    private final int maxCharacters;
    private final StageRunner asSparkNlp;

    /**
     * @param pipeline the stages
     * @param tokenizer the Hugging Face tokenizer whose vocabulary the pipeline uses
     * @param maxLength most ids of a text on the Hugging Face side; 0 for no limit
     * @param maxCharacters most UTF-16 units of a text that are read, because sentence rules and tokens cost time
     * @throws EncodingException if the tokenizer is not BERT's WordPiece, naming what it is
     * @throws IllegalArgumentException if a limit is out of range
     */
    public SparkNlpEncoder(SparkNlpPipeline pipeline, TokenizerFile tokenizer, int maxLength, int maxCharacters) {
        Checks.check(maxLength == 0 || maxLength > 2, "maxLength", maxLength, "3 or more, or 0 for no limit");
        Checks.check(maxCharacters > 0, "maxCharacters", maxCharacters, "1 or more");
        this.pipeline = pipeline;
        this.model = BertWordPiece.of(tokenizer);
        this.wordPieces = new WordPieceEncoder(model);
        this.stages = new PipelineStages(pipeline, model);
        this.classify = model.vocabulary().getOrDefault(BertWordPiece.CLASSIFY, 0);
        this.separate = model.vocabulary().getOrDefault(BertWordPiece.SEPARATE, 0);
        this.maxLength = maxLength;
        this.maxCharacters = maxCharacters;
        model.vocabulary().forEach((piece, id) -> spelling.put(id, piece));
        model.addedTokens().forEach((token, id) -> spelling.put(id, token));
        this.asSparkNlp = new StageRunner(stages, wordPieces, Set.of());
    }

    /**
     * Encodes a text as Spark NLP does.
     *
     * @throws EncodingException as {@link #encode(String, Set)}
     */
    public SparkNlpEncoding encode(String text) {
        return encode(text, asSparkNlp);
    }

    /**
     * Encodes a text as Spark NLP would do if some of its quirks were repaired.
     *
     * @throws EncodingException if Spark NLP itself or a pattern of the pipeline fails on such a text, or the thread is
     *     interrupted
     */
    public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
        return encode(text, repairs.isEmpty() ? asSparkNlp : new StageRunner(stages, wordPieces, repairs));
    }

    private SparkNlpEncoding encode(String text, StageRunner runner) {
        InterruptibleText.requireTime(text);
        String looked = capped(text);
        Annotation document = runner.document(looked);
        List<Annotation> units = runner.units(document);
        int room = room(runner);
        boolean cutsLeft = runner.repairs(Repair.TRUNCATION) && model.cutsLeft();
        boolean masksZero = !runner.repairs(Repair.ATTENTION_MASK);
        List<Annotation> tokens = new ArrayList<>();
        List<Encoding> rows = new ArrayList<>(units.size());
        List<Integer> unitOfRow = new ArrayList<>(units.size());
        // A unit has the tokens within its offsets, but none of another row of the data frame.
        int together = runner.explodes() ? 1 : Math.max(1, units.size());
        for (int from = 0; from < units.size(); from += together) {
            List<Annotation> frameRow = units.subList(from, from + together);
            RuleTokens own = runner.tokens(frameRow);
            UnitRows pieces = runner.pieces(own);
            tokens.addAll(own.tokens());
            for (int i = 0; i < together; i++) {
                Encoding row = pieces.row(frameRow.get(i), classify, separate, room, cutsLeft, masksZero);
                if (row.length() > 0) {
                    rows.add(row);
                    unitOfRow.add(from + i);
                }
            }
        }
        if (rows.isEmpty() && runner.repairs(Repair.EMPTY_TEXT)) {
            rows.add(Encoding.of(classify, separate));
            unitOfRow.add(0);
            units = units.isEmpty() ? List.of(document) : units;
        }
        return new SparkNlpEncoding(units, tokens, rows, unitOfRow, runner.explodes(), text.length() - looked.length());
    }

    /** Most pieces of a row, special tokens not counted. */
    private int room(StageRunner runner) {
        if (runner.repairs(Repair.TRUNCATION)) {
            return maxLength == 0 ? Integer.MAX_VALUE : maxLength - 2;
        }
        return pipeline.bert().maxSentenceLength() - 2;
    }

    private String capped(String text) {
        if (text.length() <= maxCharacters) {
            return text;
        }
        boolean halves = maxCharacters > 1 && Character.isHighSurrogate(text.charAt(maxCharacters - 1));
        return text.substring(0, halves ? maxCharacters - 1 : maxCharacters);
    }

    /**
     * The piece of an id in the vocabulary.
     *
     * @throws IllegalArgumentException if the vocabulary has no such id
     */
    public String piece(int id) {
        String piece = spelling.get(id);
        if (piece == null) {
            throw new IllegalArgumentException(
                    "No piece has the id " + id + ": " + model.file() + " has " + spelling.size() + " pieces");
        }
        return piece;
    }

    /**
     * The repairs that matter for a text: those that change its rows when applied alone, and those without which all
     * others produce other rows than all together. Costs up to about forty encodings.
     *
     * @throws EncodingException as {@link #encode(String, Set)}
     */
    public Set<Repair> relevant(String text) {
        return new RelevantRepairs(this, stages).of(text);
    }
}
