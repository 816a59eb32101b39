package dev.parallax.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private static final String NEEDS = "; the Spark NLP twin needs BERT's ";
    private static final List<String> UNSUPPORTED = List.of("single_word", "lstrip", "rstrip", "normalized");

    /**
     * Reads the settings of a tokenizer.
     *
     * @throws EncodingException if it is not BERT's WordPiece, naming what it is
     */
    public static BertWordPiece of(TokenizerFile file) {
        JsonNode model = file.root().path("model");
        require(file, "model.type", file.modelType(), "WordPiece");
        require(file, "model.unk_token", model.path("unk_token").asText(), UNKNOWN);
        require(
                file,
                "model.continuing_subword_prefix",
                model.path("continuing_subword_prefix").asText(),
                CONTINUES);
        JsonNode normalizer = file.root().path("normalizer");
        require(file, "normalizer", normalizer.path("type").asText("none"), "BertNormalizer");
        require(file, "normalizer.clean_text", normalizer.path("clean_text").asText("true"), "true");
        require(
                file,
                "normalizer.handle_chinese_chars",
                normalizer.path("handle_chinese_chars").asText("true"),
                "true");
        JsonNode splitter = file.root().path("pre_tokenizer");
        require(file, "pre_tokenizer", splitter.path("type").asText("none"), "BertPreTokenizer");
        require(file, "post_processor", specials(file.root().path("post_processor")), CLASSIFY + " A " + SEPARATE);

        boolean lowercase = normalizer.path("lowercase").asBoolean(true);
        return new BertWordPiece(
                vocabulary(file, model.path("vocab")),
                lowercase,
                normalizer.path("strip_accents").asBoolean(lowercase),
                model.path("max_input_chars_per_word").asInt(100),
                addedTokens(file),
                file.truncationDirection().equals("Left"),
                file.toString());
    }

    private static void require(TokenizerFile file, String setting, String found, String expected) {
        if (!found.equals(expected)) {
            throw new EncodingException(
                    "The tokenizer " + file + " has the " + setting + " " + found + NEEDS + expected);
        }
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

    private static Map<String, Integer> vocabulary(TokenizerFile file, JsonNode vocab) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        vocab.properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        for (String special : List.of(UNKNOWN, CLASSIFY, SEPARATE)) {
            if (!ids.containsKey(special)) {
                throw new EncodingException("The tokenizer " + file + " has a vocabulary of " + ids.size()
                        + " pieces without " + special + NEEDS + "special tokens");
            }
        }
        return ids;
    }

    private static Map<String, Integer> addedTokens(TokenizerFile file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (JsonNode token : file.root().path("added_tokens")) {
            String content = token.path("content").asText();
            for (String flag : UNSUPPORTED) {
                if (token.path(flag).asBoolean(false)) {
                    throw new EncodingException("The tokenizer " + file + " has the added token '" + content + "' with "
                            + flag + "; the Spark NLP twin supports only added tokens without it");
                }
            }
            ids.put(content, token.path("id").asInt());
        }
        return ids;
    }
}
