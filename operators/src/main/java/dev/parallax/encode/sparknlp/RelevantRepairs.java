package dev.parallax.encode.sparknlp;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.MultiWordTokens;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.HuggingFaceCharacters;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the repairs that matter for a text. */
final class RelevantRepairs {

    private static final int ASCII = 0x80;
    private static final int LONG_WORD = 100;
    private static final Set<Repair> ALL = EnumSet.allOf(Repair.class);

    /** Repairs that cannot matter for an ASCII text. */
    private static final Set<Repair> BEYOND_ASCII = EnumSet.of(
            Repair.MARKER_CHARACTERS,
            Repair.LETTER_BY_LETTER_CASE,
            Repair.ACCENTS,
            Repair.COMBINING_MARKS,
            Repair.NON_ASCII_PUNCTUATION,
            Repair.UNICODE_SPACES,
            Repair.INVISIBLE_CHARACTERS,
            Repair.PRIVATE_USE_CHARACTERS,
            Repair.RARE_IDEOGRAPHS,
            Repair.KEEP_IDEOGRAPHS);

    private final SparkNlpEncoder encoder;
    private final PipelineStages stages;

    RelevantRepairs(SparkNlpEncoder encoder, PipelineStages stages) {
        this.encoder = encoder;
        this.stages = stages;
    }

    Set<Repair> of(String text) {
        SparkNlpEncoding none = encoder.encode(text);
        SparkNlpEncoding all = encoder.encode(text, ALL);
        Set<Repair> relevant = EnumSet.noneOf(Repair.class);
        for (Repair repair : possible(text, none, all)) {
            if (!encoder.encode(text, EnumSet.of(repair)).rows().equals(none.rows())
                    || !encoder.encode(text, EnumSet.complementOf(EnumSet.of(repair)))
                            .rows()
                            .equals(all.rows())) {
                relevant.add(repair);
            }
        }
        return relevant;
    }

    /** The repairs that may matter, judged without another encoding. */
    private Set<Repair> possible(String text, SparkNlpEncoding none, SparkNlpEncoding all) {
        Set<Repair> possible = EnumSet.complementOf(EnumSet.of(Repair.ACTIVATION));
        SparkNlpPipeline pipeline = stages.pipeline();
        if (pipeline.documentAssembler().cleanupMode() == CleanupMode.DISABLED) {
            possible.remove(Repair.CLEANUP);
        }
        if (pipeline.sentenceDetector() == null) {
            possible.remove(Repair.SENTENCES);
        }
        if (pipeline.tokenizer().equals(TokenizerParams.DEFAULT)) {
            possible.remove(Repair.TOKEN_RULES);
        }
        if (pipeline.bert().caseSensitive() != stages.model().lowercase()) {
            possible.remove(Repair.CASE);
        }
        if (text.chars().allMatch(c -> c < ASCII)) {
            possible.removeAll(BEYOND_ASCII);
        }
        if (text.chars().noneMatch(c -> HuggingFaceCharacters.isControl((char) c))) {
            possible.remove(Repair.CONTROL_CHARACTERS);
        }
        if (stages.model().addedTokens().keySet().stream().noneMatch(text::contains)) {
            possible.remove(Repair.SPECIAL_TOKENS);
        }
        if (text.length() <= LONG_WORD) {
            possible.remove(Repair.LONG_WORDS);
        }
        if (!isCut(none) && !isCut(all)) {
            possible.remove(Repair.TRUNCATION);
        }
        if (!hasIdZero(none) && !hasIdZero(all)) {
            possible.remove(Repair.ATTENTION_MASK);
        }
        if (!none.rows().isEmpty() && all.rows().get(0).length() > 2) {
            possible.remove(Repair.EMPTY_TEXT);
        }
        EnumSet<Repair> kinds = EnumSet.noneOf(Repair.class);
        for (List<Annotation> tokens : List.of(none.tokens(), all.tokens())) {
            tokens.stream()
                    .map(Annotation::result)
                    .filter(token -> !token.chars().allMatch(RelevantRepairs::isPlain))
                    .forEach(token -> kinds.add(MultiWordTokens.kind(token)));
        }
        possible.removeIf(repair -> MultiWordTokens.KINDS.contains(repair) && !kinds.contains(repair));
        return possible;
    }

    private static boolean isPlain(int c) {
        return c < ASCII && Character.isLetterOrDigit(c);
    }

    private static boolean isCut(SparkNlpEncoding encoding) {
        return encoding.rows().stream().anyMatch(Encoding::truncated);
    }

    private static boolean hasIdZero(SparkNlpEncoding encoding) {
        for (Encoding row : encoding.rows()) {
            for (int id : row.ids()) {
                if (id == 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
