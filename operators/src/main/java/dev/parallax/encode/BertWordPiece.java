package dev.parallax.encode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.wordpiece.WordPieces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings of a BERT WordPiece tokenizer, read from its {@code tokenizer.json}.
 *
 * @param vocabulary pieces and their ids
 * @param lowercase whether letters are lower-cased
 * @param stripAccents whether non-spacing marks are removed
 * @param maxCharactersPerWord maximum length of a word in code points; longer words are unknown
 * @param addedTokens tokens that are matched in the raw text first, and their ids
 * @param cutsLeft whether texts that are too long lose their start
 * @param file where it was read, for messages
 */
public record BertWordPiece(
        Map<String, Integer> vocabulary,
        boolean lowercase,
        boolean stripAccents,
        int maxCharactersPerWord,
        Map<String, Integer> addedTokens,
        boolean cutsLeft,
        String file) {

    /** Token for a word that has no pieces in the vocabulary. */
    public static final String UNKNOWN = "[UNK]";

    /** First token of every row. */
    public static final String CLASSIFY = "[CLS]";

    /** Last token of every row. */
    public static final String SEPARATE = "[SEP]";

    /** Prefix of pieces that continue a word. */
    public static final String CONTINUES = "##";

    private static final List<String> UNSUPPORTED = List.of("single_word", "lstrip", "rstrip", "normalized");

    /**
     * Reads the settings of a tokenizer.
     *
     * @throws EncodingException if it is not BERT's WordPiece, naming what it is
     */
    public static BertWordPiece of(TokenizerFile file) {
        difference(file).ifPresent(difference -> {
            throw new EncodingException("The tokenizer " + file + " has " + difference);
        });
        JsonNode model = file.root().path("model");
        JsonNode normalizer = file.root().path("normalizer");
        boolean lowercase = normalizer.path("lowercase").asBoolean(true);
        return new BertWordPiece(
                ids(model.path("vocab")),
                lowercase,
                normalizer.path("strip_accents").asBoolean(lowercase),
                model.path("max_input_chars_per_word").asInt(100),
                addedTokens(file),
                file.truncationDirection().equals("Left"),
                file.toString());
    }

    /**
     * The first difference between a tokenizer and BERT's WordPiece. Without one, {@link BertEncoder} encodes texts in
     * Java, and the twin of Spark NLP can be had; with one, the library encodes them, and there is no twin.
     */
    static Optional<String> difference(TokenizerFile file) {
        JsonNode model = file.root().path("model");
        JsonNode normalizer = file.root().path("normalizer");
        JsonNode splitter = file.root().path("pre_tokenizer");
        return setting("model.type", file.modelType(), "WordPiece")
                .or(() -> setting("model.unk_token", model.path("unk_token").asText(), UNKNOWN))
                .or(() -> setting(
                        "model.continuing_subword_prefix",
                        model.path("continuing_subword_prefix").asText(),
                        CONTINUES))
                .or(() -> setting("normalizer", normalizer.path("type").asText("none"), "BertNormalizer"))
                .or(() -> setting(
                        "normalizer.clean_text", normalizer.path("clean_text").asText("true"), "true"))
                .or(() -> setting(
                        "normalizer.handle_chinese_chars",
                        normalizer.path("handle_chinese_chars").asText("true"),
                        "true"))
                .or(() -> setting("pre_tokenizer", splitter.path("type").asText("none"), "BertPreTokenizer"))
                .or(() -> setting(
                        "post_processor", specials(file.root().path("post_processor")), CLASSIFY + " A " + SEPARATE))
                .or(() -> missingSpecial(model.path("vocab")))
                .or(() -> flaggedToken(file));
    }

    private static Optional<String> setting(String name, String found, String expected) {
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of("the " + name + " " + found + "; the Spark NLP twin needs BERT's " + expected);
    }

    private static Optional<String> missingSpecial(JsonNode vocabulary) {
        return Stream.of(UNKNOWN, CLASSIFY, SEPARATE)
                .filter(special -> !vocabulary.has(special))
                .findFirst()
                .map(special -> "a vocabulary of " + vocabulary.size() + " pieces without " + special
                        + "; the Spark NLP twin needs BERT's special tokens");
    }

    private static Optional<String> flaggedToken(TokenizerFile file) {
        for (JsonNode token : file.root().path("added_tokens")) {
            for (String flag : UNSUPPORTED) {
                if (token.path(flag).asBoolean(false)) {
                    return Optional.of(
                            "the added token '" + token.path("content").asText() + "' with " + flag
                                    + "; the Spark NLP twin supports only added tokens without it");
                }
            }
        }
        return Optional.empty();
    }

    /** The vocabulary as word pieces. */
    public WordPieces pieces() {
        return new WordPieces(vocabulary, CONTINUES, vocabulary.getOrDefault(UNKNOWN, 0), maxCharactersPerWord);
    }

    /** The tokens that a post-processor puts around a text {@code A}, as a template. */
    private static String specials(JsonNode processor) {
        if (processor.path("type").asText().equals("BertProcessing")) {
            return processor.path("cls").path(0).asText() + " A "
                    + processor.path("sep").path(0).asText();
        }
        StringBuilder parts = new StringBuilder();
        for (JsonNode part : processor.path("single")) {
            for (JsonNode item : part) {
                parts.append(parts.isEmpty() ? "" : " ").append(item.path("id").asText());
                if (item.path("type_id").asInt() != 0) {
                    parts.append(" of type ").append(item.path("type_id").asInt());
                }
            }
        }
        return parts.isEmpty() ? processor.path("type").asText("none") : parts.toString();
    }

    private static Map<String, Integer> ids(JsonNode vocabulary) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        vocabulary
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        return ids;
    }

    private static Map<String, Integer> addedTokens(TokenizerFile file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (JsonNode token : file.root().path("added_tokens")) {
            ids.put(token.path("content").asText(), token.path("id").asInt());
        }
        return ids;
    }
}
