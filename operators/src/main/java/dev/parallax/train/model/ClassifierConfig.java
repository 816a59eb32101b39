package dev.parallax.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code config.json} of a text classification model, as Hugging Face's transformers and optimum-cli write it. */
final class ClassifierConfig {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_POSITIONS = 512;

    private ClassifierConfig() {}

    /**
     * Creates the configuration of an encoder with a head. The encoder's own configuration is kept; if it has none, the
     * model is assumed to be a BERT with 512 positions.
     *
     * @param labels names of the classes in the order of the logits
     * @param width elements of a token's vector
     * @throws ModelException if the encoder's configuration is not a JSON object, leads out of its folder or is too
     *     large
     */
    static byte[] of(EncoderFolder encoder, List<String> labels, int width) {
        ObjectNode config = encoderConfig(encoder);
        TokenizerFile tokenizer = encoder.tokenizerFile();
        defaultTo(config, "model_type", "bert");
        String architecture = config.path("architectures").path(0).asText("BertModel");
        config.putArray("architectures")
                .add(architecture.replaceFirst("(Model|For[A-Z]\\w*)$", "") + "ForSequenceClassification");
        ObjectNode names = config.putObject("id2label");
        ObjectNode indexes = config.putObject("label2id");
        for (int c = 0; c < labels.size(); c++) {
            names.put(Integer.toString(c), labels.get(c));
            indexes.put(labels.get(c), c);
        }
        config.put("problem_type", "single_label_classification");
        if (!config.has("hidden_size") && !config.has("dim")) {
            config.put("hidden_size", width);
        }
        defaultTo(config, "max_position_embeddings", DEFAULT_POSITIONS);
        defaultTo(config, "vocab_size", tokenizer.maxId() + 1);
        Integer padding = tokenizer.id("[PAD]");
        defaultTo(config, "pad_token_id", padding == null ? 0 : padding);
        try {
            return (JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(config)
                                    .replace("\r\n", "\n") + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    private static ObjectNode encoderConfig(EncoderFolder encoder) {
        return ModelFiles.of(encoder.path())
                .find(EncoderFolder.CONFIG, ModelFiles.LARGEST_CONFIG)
                .map(ModelFiles::json)
                .orElseGet(JSON::createObjectNode);
    }

    private static void defaultTo(ObjectNode config, String key, String value) {
        if (!config.hasNonNull(key)) {
            config.put(key, value);
        }
    }

    private static void defaultTo(ObjectNode config, String key, int value) {
        if (!config.hasNonNull(key)) {
            config.put(key, value);
        }
    }
}
