package dev.parallax.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the parts of a {@code tokenizer.json} by whether they can crash the process. A panic of the library's Rust code
 * ends the whole process. Parts that are known to panic are rejected; parts whose source was reviewed and does not
 * panic are accepted; all others are run in a child process first ({@link TokenizerProbe}).
 *
 * <p>Source: tokenizers 0.21.4, which DJL 0.38.0 is built on.
 */
final class TokenizerShape {

    private static final Set<String> SAFE_NORMALIZERS = Set.of("BertNormalizer", "Lowercase");
    private static final Set<String> SAFE_SPLITTERS =
            Set.of("BertPreTokenizer", "ByteLevel", "Whitespace", "WhitespaceSplit");
    private static final Set<String> SAFE_MODELS = Set.of("WordPiece", "WordLevel", "BPE");
    private static final Set<String> SAFE_PROCESSORS =
            Set.of("BertProcessing", "RobertaProcessing", "ByteLevel", "TemplateProcessing");

    private final JsonNode root;

    TokenizerShape(JsonNode root) {
        this.root = root;
    }

    /** The first part that is known to crash the process or to reject many texts, if any. */
    Optional<String> fault() {
        return unknownToken().or(this::emptyPiece).or(this::template);
    }

    /**
     * {@code models/wordpiece} and {@code models/wordlevel} reject a text with an unknown word if the unknown token is
     * missing.
     */
    private Optional<String> unknownToken() {
        JsonNode model = root.path("model");
        String type = model.path("type").asText();
        String token = model.path("unk_token").asText();
        boolean needed = type.equals("WordPiece") || type.equals("WordLevel");
        return needed && !model.path("vocab").has(token)
                ? Optional.of("model.vocab has no " + token
                        + ", which is model.unk_token: every text with an unknown word would be rejected")
                : Optional.empty();
    }

    /** {@code models/unigram/model.rs}, {@code encode_optimized}: an empty piece causes an endless loop. */
    private Optional<String> emptyPiece() {
        if (root.path("model").path("type").asText().equals("Unigram")) {
            for (JsonNode piece : root.path("model").path("vocab")) {
                if (piece.path(0).isTextual() && piece.path(0).textValue().isEmpty()) {
                    return Optional.of("model.vocab has an empty piece");
                }
            }
        }
        return Optional.empty();
    }

    /**
     * {@code processors/template.rs}, {@code apply_template}: reads the second text of a pair, and tokens, without a
     * check.
     */
    private Optional<String> template() {
        for (JsonNode processor : processors(root.path("post_processor"))) {
            JsonNode tokens = processor.path("special_tokens");
            for (JsonNode piece : processor.path("single")) {
                JsonNode special = piece.path("SpecialToken").path("id");
                if (piece.path("Sequence").path("id").asText("A").equals("B")) {
                    return Optional.of("post_processor.single names $B, the second text of a pair");
                }
                JsonNode known = tokens.path(special.asText());
                if (special.isTextual()
                        && (known.isMissingNode()
                                || known.path("ids").size()
                                        != known.path("tokens").size())) {
                    return Optional.of("post_processor.single names " + special.asText()
                            + ", and post_processor.special_tokens does not give its ids and tokens");
                }
            }
        }
        return Optional.empty();
    }

    private static Iterable<JsonNode> processors(JsonNode processor) {
        return processor.path("type").asText().equals("Sequence") ? processor.path("processors") : Set.of(processor);
    }

    /** The first part whose source was not reviewed and found not to panic on any text. */
    Optional<String> unproven() {
        return part("normalizer", SAFE_NORMALIZERS)
                .or(this::addedTokens)
                .or(() -> part("pre_tokenizer", SAFE_SPLITTERS))
                .or(this::model)
                .or(this::postProcessors);
    }

    private Optional<String> part(String field, Set<String> safe) {
        JsonNode part = root.path(field);
        return part.isMissingNode()
                        || part.isNull()
                        || safe.contains(part.path("type").asText())
                ? Optional.empty()
                : Optional.of("the " + field + " " + part.path("type").asText("without a type"));
    }

    /**
     * {@code added_vocabulary.rs}: an added token that the normaliser makes empty matches everywhere, within characters
     * too.
     */
    private Optional<String> addedTokens() {
        boolean normalizes = root.path("normalizer").isObject();
        for (JsonNode token : root.path("added_tokens")) {
            if (normalizes && token.path("normalized").asBoolean(true)) {
                return Optional.of("an added token that is normalized");
            }
        }
        return Optional.empty();
    }

    /**
     * {@code models/bpe/model.rs}, {@code build}: the prefix is cut off every merge without a check that it is there.
     */
    private Optional<String> model() {
        JsonNode model = root.path("model");
        String type = model.path("type").asText();
        boolean prefixed = !model.path("continuing_subword_prefix").asText("").isEmpty()
                && !model.path("continuing_subword_prefix").isNull();
        return !SAFE_MODELS.contains(type) || (type.equals("BPE") && prefixed)
                ? Optional.of("the model " + type)
                : Optional.empty();
    }

    private Optional<String> postProcessors() {
        JsonNode whole = root.path("post_processor");
        if (whole.isMissingNode() || whole.isNull()) {
            return Optional.empty();
        }
        Set<String> types = new HashSet<>();
        processors(whole).forEach(part -> types.add(part.path("type").asText()));
        types.removeAll(SAFE_PROCESSORS);
        return types.stream().findFirst().map(type -> "the post_processor " + type);
    }
}
