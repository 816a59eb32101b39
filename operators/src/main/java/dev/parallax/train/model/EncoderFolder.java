package dev.parallax.train.model;

import dev.parallax.encode.TokenizerFile;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An encoder to put a head on: a folder with {@code model.onnx} and {@code tokenizer.json}, and {@code config.json}
 * where the encoder has one.
 *
 * @param name what people call this encoder
 * @param path the folder
 */
public record EncoderFolder(String name, Path path) {

    private static final String GRAPH = "model.onnx";
    private static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "config.json";

    /**
     * Looks into a folder.
     *
     * @param name what people call this encoder
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

    /** The tokenizer, as Hugging Face's tokenizers write it. */
    public Path tokenizer() {
        return path.resolve(TOKENIZER);
    }

    /**
     * The tokenizer as transformers reads it, with the settings of {@code tokenizer_config.json} that win over it.
     *
     * @throws ModelException if it is no tokenizer
     */
    public TokenizerFile tokenizerFile() {
        return ModelFiles.of(path).tokenizer();
    }

    /** What transformers wrote beside the tokenizer, if it is there. */
    Optional<Path> tokenizerConfig() {
        return ModelFiles.of(path).find(ModelFiles.TOKENIZER_CONFIG, ModelFiles.LARGEST_CONFIG);
    }

    /** The encoder's configuration in Hugging Face's form; the file need not be there. */
    public Path config() {
        return path.resolve(CONFIG);
    }
}
