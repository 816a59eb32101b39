package dev.parallax.infer.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A model folder of a test, whose JSON files are changed in place. */
public record ModelFolder(Path path) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Writes a tiny model. */
    public static ModelFolder of(TinyModel model, Path path) {
        return new ModelFolder(model.write(path));
    }

    /** Changes {@code config.json}. */
    public ModelFolder config(Consumer<ObjectNode> change) {
        return change("config.json", change);
    }

    /** Changes {@code tokenizer.json}. */
    public ModelFolder tokenizer(Consumer<ObjectNode> change) {
        return change("tokenizer.json", change);
    }

    /** Makes or changes {@code tokenizer_config.json}. */
    public ModelFolder tokenizerConfig(Consumer<ObjectNode> change) {
        return change("tokenizer_config.json", change);
    }

    /** Sets a field to a value that is written in JSON. */
    public static Consumer<ObjectNode> field(String name, String json) {
        return node -> node.set(name, parse(json));
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelFolder change(String name, Consumer<ObjectNode> change) {
        Path file = path.resolve(name);
        try {
            ObjectNode content =
                    Files.exists(file) ? (ObjectNode) MAPPER.readTree(file.toFile()) : MAPPER.createObjectNode();
            change.accept(content);
            MAPPER.writeValue(file.toFile(), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the folder. */
    public ModelBundle read() {
        return ModelBundle.read(path, null, ModelBundle.MODEL_LIMIT);
    }
}
