package dev.parallax.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tokenizer_config.json} beside a {@code tokenizer.json}: the settings of transformers 4
 * ({@code AutoTokenizer}) that override those of the tokenizer.
 *
 * <ul>
 *   <li>{@code truncation_side} overrides {@code truncation.direction} ({@code PreTrainedTokenizerFast.__init__} takes
 *       the latter as a default only).
 *   <li>For the tokenizer classes of BERT, {@code do_lower_case}, {@code strip_accents} and
 *       {@code tokenize_chinese_chars} replace {@code lowercase}, {@code strip_accents} and
 *       {@code handle_chinese_chars} of the {@code BertNormalizer}, and a missing one is replaced by its default
 *       ({@code BertTokenizerFast.__init__}).
 *   <li>{@code add_prefix_space} replaces that of a {@code ByteLevel} pre-tokenizer, if it is present.
 * </ul>
 */
final class TokenizerConfig {

    /** Tokenizer classes whose constructor rewrites the normaliser, without the suffix {@code Fast}. */
    private static final Set<String> BERT_CLASSES = Set.of(
            "BertTokenizer",
            "ConvBertTokenizer",
            "DistilBertTokenizer",
            "DPRContextEncoderTokenizer",
            "DPRQuestionEncoderTokenizer",
            "DPRReaderTokenizer",
            "ElectraTokenizer",
            "FunnelTokenizer",
            "LayoutLMTokenizer",
            "LxmertTokenizer",
            "MobileBertTokenizer",
            "MPNetTokenizer",
            "RealmTokenizer",
            "RetriBertTokenizer",
            "SqueezeBertTokenizer");

    /** Model types whose default tokenizer class is one of {@link #BERT_CLASSES}. */
    private static final Set<String> BERT_TYPES = Set.of(
            "bert",
            "convbert",
            "distilbert",
            "dpr",
            "electra",
            "funnel",
            "layoutlm",
            "lxmert",
            "mobilebert",
            "mpnet",
            "nezha",
            "realm",
            "retribert",
            "squeezebert",
            "visual_bert");

    private final JsonNode config;
    private final String file;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param config the file's content
     * @param file where it was read, for messages
     */
    TokenizerConfig(JsonNode config, String file) {
        this.config = config;
        this.file = file;
    }

    /**
     * Applies this configuration to a tokenizer.
     *
     * @param tokenizer content of the {@code tokenizer.json}; changed
     * @param modelConfig content of {@code config.json}, or a node without fields
     * @return the changes, one sentence each
     * @throws EncodingException if a setting has a value of the wrong kind
     */
    List<String> apply(ObjectNode tokenizer, JsonNode modelConfig) {
        truncationSide(tokenizer);
        if (isBert(modelConfig)) {
            normalizer(tokenizer);
        }
        prefixSpace(tokenizer);
        return List.copyOf(notes);
    }

    private void truncationSide(ObjectNode tokenizer) {
        JsonNode side = config.path("truncation_side");
        if (side.isMissingNode() || side.isNull()) {
            return;
        }
        String wanted = switch (side.asText().toLowerCase(Locale.ROOT)) {
            case "left" -> "Left";
            case "right" -> "Right";
            default -> throw wrong("truncation_side", "\"left\" or \"right\"", side);
        };
        JsonNode truncation = tokenizer.path("truncation");
        String own = truncation.path("direction").asText("Right");
        ObjectNode written = truncation instanceof ObjectNode object ? object : tokenizer.putObject("truncation");
        written.put("direction", wanted);
        if (!own.equals(wanted)) {
            note("truncation_side", side, "the truncation.direction", own);
        }
    }

    private boolean isBert(JsonNode modelConfig) {
        for (JsonNode named : new JsonNode[] {config.path("tokenizer_class"), modelConfig.path("tokenizer_class")}) {
            if (named.isTextual()) {
                String name = named.textValue();
                return BERT_CLASSES.contains(name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name);
            }
        }
        return BERT_TYPES.contains(modelConfig.path("model_type").asText());
    }

    private void normalizer(ObjectNode tokenizer) {
        if (!(tokenizer.path("normalizer") instanceof ObjectNode normalizer)
                || !normalizer.path("type").asText().equals("BertNormalizer")) {
            return;
        }
        set(normalizer, "lowercase", "do_lower_case", true);
        set(normalizer, "strip_accents", "strip_accents", null);
        set(normalizer, "handle_chinese_chars", "tokenize_chinese_chars", true);
    }

    private void set(ObjectNode normalizer, String field, String setting, @Nullable Boolean byDefault) {
        JsonNode given = config.path(setting);
        boolean none = given.isMissingNode() || (given.isNull() && byDefault == null);
        if (!none && !given.isBoolean()) {
            throw wrong(setting, "true or false", given);
        }
        Boolean wanted = none ? byDefault : Boolean.valueOf(given.booleanValue());
        JsonNode own = normalizer.path(field);
        Boolean owned = own.isBoolean() ? Boolean.valueOf(own.booleanValue()) : null;
        if (!own.isMissingNode() && !Objects.equals(wanted, owned)) {
            normalizer.put(field, wanted);
            note(setting, given, "the normalizer's " + field, String.valueOf(owned));
        }
    }

    private void prefixSpace(ObjectNode tokenizer) {
        JsonNode given = config.path("add_prefix_space");
        if (given.isMissingNode()
                || given.isNull()
                || !(tokenizer.path("pre_tokenizer") instanceof ObjectNode splitter)
                || !splitter.path("type").asText().equals("ByteLevel")) {
            return;
        }
        if (!given.isBoolean()) {
            throw wrong("add_prefix_space", "true or false", given);
        }
        boolean own = splitter.path("add_prefix_space").asBoolean(true);
        if (own != given.booleanValue()) {
            splitter.put("add_prefix_space", given.booleanValue());
            note("add_prefix_space", given, "the pre_tokenizer's add_prefix_space", String.valueOf(own));
        }
    }

    private void note(String setting, JsonNode given, String field, String own) {
        String said = given.isMissingNode() ? "does not give " + setting : "has the " + setting + " " + given;
        notes.add(file + " " + said + ", and tokenizer.json beside it has " + field + " " + own
                + ": the former is used, as in transformers");
    }

    private EncodingException wrong(String setting, String expected, JsonNode found) {
        return new EncodingException(file + " has the " + setting + " " + found + ": expected " + expected);
    }
}
