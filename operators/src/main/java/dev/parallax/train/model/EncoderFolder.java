package dev.parallax.train.model;

import dev.parallax.encode.TokenizerFile;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of an encoder, with {@code model.onnx}, {@code tokenizer.json} and optionally {@code config.json}.
 *
 * @param name display name of the encoder
 * @param path the folder
 */
public record EncoderFolder(String name, Path path) {

    private static final String GRAPH = "model.onnx";
    private static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "config.json";

    /**
     * Opens a folder.
     *
     * @param name display name of the encoder
     * @throws TrainingException if one of the two files is missing
     * @throws ModelException if a file leads out of the folder or is too large
     */
    public static EncoderFolder open(String name, Path path) {
        EncoderFolder folder = new EncoderFolder(name, path);
        ModelFiles files = ModelFiles.of(path);
        folder.require(files, GRAPH, ModelFiles.LARGEST_GRAPH);
        folder.require(files, TOKENIZER, ModelFiles.LARGEST_TOKENIZER);
        var unused = files.find(CONFIG, ModelFiles.LARGEST_CONFIG);
        return folder;
    }

    private void require(ModelFiles files, String file, long largest) {
        if (files.find(file, largest).isEmpty()) {
            throw new TrainingException(
                    "The encoder folder " + path + " has no " + file + ": expected " + GRAPH + " and " + TOKENIZER);
        }
    }

    /** The ONNX graph, with the output {@code last_hidden_state}. */
    public Path onnx() {
        return path.resolve(GRAPH);
    }

    /** The {@code tokenizer.json} as Hugging Face's tokenizers write it. */
    public Path tokenizer() {
        return path.resolve(TOKENIZER);
    }

    /**
     * The tokenizer as transformers reads it, with the settings of {@code tokenizer_config.json} that override its own.
     *
     * @throws ModelException if it is not a tokenizer
     */
    public TokenizerFile tokenizerFile() {
        return ModelFiles.of(path).tokenizer();
    }

    /** The {@code tokenizer_config.json} that transformers writes, if it exists. */
    Optional<Path> tokenizerConfig() {
        return ModelFiles.of(path).find(ModelFiles.TOKENIZER_CONFIG, ModelFiles.LARGEST_CONFIG);
    }

    /** The encoder's {@code config.json} in Hugging Face's format; the file may be missing. */
    public Path config() {
        return path.resolve(CONFIG);
    }
}
