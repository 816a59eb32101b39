package dev.parallax.job.config.option;

import dev.parallax.job.config.value.NearestKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stages of a Spark NLP pipeline, in the only order that works. */
public enum PipelineStage {
    /** Makes a document of a text. */
    DOCUMENT_ASSEMBLER("documentAssembler", 0),
    /** Splits documents into sentences; may be left out. */
    SENTENCE_DETECTOR("sentenceDetector", 1),
    /** Splits sentences into tokens by rules. */
    TOKENIZER("tokenizer", 2),
    /** Splits sentences into tokens at a pattern. */
    REGEX_TOKENIZER("regexTokenizer", 2),
    /** Splits tokens into word pieces and classifies. */
    BERT("bertForSequenceClassification", 3);

    /** All stages in their order, for messages. */
    public static final String ORDER =
            "documentAssembler, sentenceDetector (may be left out), tokenizer or regexTokenizer, "
                    + "bertForSequenceClassification";

    private final String key;
    private final int place;

    PipelineStage(String key, int place) {
        this.key = key;
        this.place = place;
    }

    /** The key of the stage in a pipeline file. */
    public String key() {
        return key;
    }

    /** Its place in the order; two stages of one place exclude each other. */
    public int place() {
        return place;
    }

    /** The stage that is written so. */
    public static Optional<PipelineStage> named(String key) {
        return Arrays.stream(values()).filter(stage -> stage.key.equals(key)).findFirst();
    }

    /** The stage that was probably meant. */
    public static String nearest(String key) {
        return NearestKey.to(
                key, Arrays.stream(values()).map(PipelineStage::key).collect(Collectors.toList()));
    }
}
