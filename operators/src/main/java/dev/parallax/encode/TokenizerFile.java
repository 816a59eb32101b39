package dev.parallax.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json} as Hugging Face's tokenizers write it. Immutable and thread-safe. */
public final class TokenizerFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Path path;
    private final ObjectNode root;
    private final List<String> notes;

    private TokenizerFile(Path path, ObjectNode root, List<String> notes) {
        this.path = path;
        this.root = root;
        this.notes = notes;
    }

    /**
     * Reads the file.
     *
     * @throws EncodingException if it does not exist or is not a tokenizer
     */
    public static TokenizerFile read(Path path) {
        try {
            JsonNode json = MAPPER.readTree(Files.readString(path));
            if (json instanceof ObjectNode root && root.path("model").isObject()) {
                return new TokenizerFile(path, root, List.of());
            }
            throw new EncodingException(path + " is not a tokenizer: expected a JSON object with an object 'model'");
        } catch (JsonProcessingException e) {
            throw new EncodingException(path + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new EncodingException(path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new EncodingException("The tokenizer " + path + " cannot be read: " + e, e);
        }
    }

    /**
     * Returns this tokenizer with the settings of {@code tokenizer_config.json} that transformers applies over it.
     *
     * @param tokenizerConfig that file's content
     * @param file where it was read, for messages
     * @param modelConfig content of {@code config.json}, which gives the tokenizer's class if {@code tokenizerConfig}
     *     does not; or a node without fields
     * @throws EncodingException if one of those settings has a value of the wrong kind
     */
    public TokenizerFile with(JsonNode tokenizerConfig, Path file, JsonNode modelConfig) {
        ObjectNode copy = root.deepCopy();
        return new TokenizerFile(
                path, copy, new TokenizerConfig(tokenizerConfig, file.toString()).apply(copy, modelConfig));
    }

    /** The settings that {@code tokenizer_config.json} changed, one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** The file's content, which callers must not modify. */
    ObjectNode root() {
        return root;
    }

    /** The type of the tokenizer's model as in the file: {@code WordPiece}, {@code BPE}, {@code Unigram} … */
    public String modelType() {
        return root.path("model").path("type").asText("unknown");
    }

    /** The largest token id of the vocabulary and the added tokens. */
    public int maxId() {
        int max = -1;
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) {
            max = vocabulary.size() - 1; // Unigram: a list of pieces, whose place is their id
        } else {
            for (JsonNode id : vocabulary) {
                max = Math.max(max, id.asInt());
            }
        }
        for (JsonNode token : root.path("added_tokens")) {
            max = Math.max(max, token.path("id").asInt());
        }
        if (max < 0) {
            throw new EncodingException(path + " has no vocabulary: expected entries in model.vocab or added_tokens");
        }
        return max;
    }

    /** The id of a token of the vocabulary or of the added tokens, or {@code null}. */
    public @Nullable Integer id(String token) {
        for (JsonNode added : root.path("added_tokens")) {
            if (added.path("content").asText().equals(token)) {
                return added.path("id").asInt();
            }
        }
        JsonNode id = root.path("model").path("vocab").path(token);
        return id.isInt() ? id.asInt() : null;
    }

    /** The id of the unknown token, if the vocabulary has one. */
    public OptionalInt unknownId() {
        JsonNode unigram = root.path("model").path("unk_id");
        if (unigram.isInt()) {
            return OptionalInt.of(unigram.asInt());
        }
        JsonNode token = root.path("model").path("unk_token");
        Integer id = token.isTextual() ? id(token.asText()) : null;
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The side on which this tokenizer truncates texts: {@code Right} or {@code Left}. */
    public String truncationDirection() {
        return root.path("truncation").path("direction").asText("Right");
    }

    /**
     * The file's content without padding and with truncation at the given length. The file's own settings suit the
     * script that exported it (a fixed length of 128 in some), not a batcher.
     *
     * @param maxLength most ids that a text may have, special ones included; 0 for no truncation
     */
    String withTruncation(int maxLength) {
        ObjectNode copy = root.deepCopy();
        copy.putNull("padding");
        copy.putNull("decoder"); // ids are never decoded
        if (maxLength == 0) {
            copy.putNull("truncation");
        } else {
            ObjectNode truncation = copy.putObject("truncation");
            truncation.put("direction", truncationDirection());
            truncation.put("max_length", maxLength);
            truncation.put("strategy", "LongestFirst");
            truncation.put("stride", 0);
        }
        return write(copy);
    }

    /** Added tokens that are normalised before they are matched. */
    List<String> normalizedTokens() {
        List<String> tokens = new ArrayList<>();
        for (JsonNode token : root.path("added_tokens")) {
            if (token.path("normalized").asBoolean(true)
                    && !token.path("content").asText().isEmpty()) {
                tokens.add(token.path("content").asText());
            }
        }
        return tokens;
    }

    /** Patterns of the normalisers and pre-tokenizers. */
    List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        for (JsonNode part : List.of(root.path("normalizer"), root.path("pre_tokenizer"))) {
            for (JsonNode pattern : part.findValues("pattern")) {
                pattern.forEach(text -> patterns.add(text.asText()));
            }
        }
        return patterns;
    }

    /**
     * A tokenizer with the normaliser of this one that returns no id for a text which normalisation makes empty, and at
     * least one id for any other.
     */
    String withNormalizerAlone() {
        ObjectNode alone = only("normalizer");
        ObjectNode model = alone.putObject("model");
        model.put("type", "WordLevel").put("unk_token", "?");
        model.putObject("vocab").put("?", 0);
        return write(alone);
    }

    /**
     * A tokenizer with the normaliser and the pre-tokenizer of this one whose tokens are the words between them: a
     * Unigram model gives a word that it does not know as it is.
     */
    String withWordsAsTokens() {
        ObjectNode words = only("normalizer", "pre_tokenizer");
        ObjectNode model = words.putObject("model").put("type", "Unigram").put("unk_id", 0);
        model.putArray("vocab").addArray().add("?").add(0.0);
        return write(words);
    }

    /** A tokenizer with these steps of this one and no others, still without a model. */
    private ObjectNode only(String... steps) {
        ObjectNode tokenizer = MAPPER.createObjectNode();
        tokenizer.put("version", "1.0").putArray("added_tokens");
        for (String step :
                List.of("truncation", "padding", "normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            tokenizer.putNull(step);
        }
        for (String step : steps) {
            JsonNode own = root.path(step);
            tokenizer.set(step, own.isMissingNode() ? NullNode.getInstance() : own);
        }
        return tokenizer;
    }

    private static String write(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
