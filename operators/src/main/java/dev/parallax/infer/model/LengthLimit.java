package dev.parallax.infer.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The most token ids of a text that a model's folder allows: the lower of {@code max_position_embeddings} in
 * {@code config.json} and {@code model_max_length} in {@code tokenizer_config.json}.
 *
 * @param tokens most ids, special ones included
 * @param origin where the number stands, for messages
 */
record LengthLimit(int tokens, String origin) {

    /** The longest text allowed, in tokens: no encoder in use takes more, and memory grows with it. */
    static final int LONGEST = 1 << 20;

    private static final int BY_DEFAULT = 512;

    /** Positions start behind the padding id in these architectures (fairseq's habit), so they take fewer tokens. */
    private static final Set<String> POSITIONS_BEHIND_PADDING =
            Set.of("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "mpnet", "data2vec-text");

    /**
     * Reads the limit.
     *
     * @param config content of {@code config.json}
     * @param configFile where it was read, for messages
     * @param tokenizerConfig {@code tokenizer_config.json}, if it is there
     * @param padId id of the padding token
     * @throws ModelException if one of the numbers is none, or leaves no token
     */
    static LengthLimit of(JsonNode config, Path configFile, Optional<Path> tokenizerConfig, int padId) {
        LengthLimit limit = positions(config, configFile, padId);
        if (tokenizerConfig.isPresent()) {
            LengthLimit length = length(tokenizerConfig.get());
            limit = length.tokens < limit.tokens ? length : limit;
        }
        return limit.tokens < Integer.MAX_VALUE
                ? limit
                : new LengthLimit(BY_DEFAULT, "the default where no file has a limit");
    }

    private static LengthLimit positions(JsonNode config, Path file, int padId) {
        String field = "max_position_embeddings";
        JsonNode positions = config.path(field);
        if (positions.isMissingNode() || positions.isNull()) {
            return new LengthLimit(Integer.MAX_VALUE, "");
        }
        String type = config.path("model_type").asText("").toLowerCase(Locale.ROOT);
        int before = POSITIONS_BEHIND_PADDING.contains(type) ? padId + 1 : 0;
        if (!positions.canConvertToInt() || !positions.canConvertToExactIntegral() || positions.asInt() <= before) {
            throw wrong(file, field, positions, before + 1);
        }
        return new LengthLimit(positions.asInt() - before, field + " " + positions + " in " + file);
    }

    private static LengthLimit length(Path file) {
        String field = "model_max_length";
        JsonNode length = ModelFiles.json(file).path(field);
        if (length.isMissingNode() || length.isNull()) {
            return new LengthLimit(Integer.MAX_VALUE, "");
        }
        if (!length.isNumber() || !(length.asDouble() >= 1)) {
            throw wrong(file, field, length, 1);
        }
        // transformers writes 10^30 for "no limit".
        return new LengthLimit(
                (int) Math.min(Integer.MAX_VALUE, length.asDouble()), field + " " + length + " in " + file);
    }

    private static ModelException wrong(Path file, String field, JsonNode found, int least) {
        return new ModelException(
                file + " has the " + field + " " + found + ": expected a whole number of " + least + " or more");
    }

    /**
     * The most ids of a text.
     *
     * @param wanted the number that was asked for, or {@link ModelBundle#MODEL_LIMIT}
     * @throws ModelException if more was asked for than the model takes, or more is taken than there can be
     */
    int resolve(int wanted) {
        if (wanted > tokens) {
            throw new ModelException(
                    "A length limit of " + wanted + " tokens was asked for (model.max-length), and the model takes "
                            + tokens + " at most: that is " + origin);
        }
        int length = wanted == ModelBundle.MODEL_LIMIT ? tokens : wanted;
        if (length > LONGEST) {
            throw new ModelException("Texts would have up to " + length + " tokens, which is " + origin
                    + ": set model.max-length to " + LONGEST + " or less");
        }
        return length;
    }
}
