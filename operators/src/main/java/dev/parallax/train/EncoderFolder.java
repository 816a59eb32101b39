package dev.parallax.train;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An encoder to put a head on: a folder with {@code model.onnx} and {@code tokenizer.json}, and {@code config.json} where
 * the encoder has one.
 *
 * @param name what people call this encoder
 * @param path the folder
 */
public record EncoderFolder(String name, Path path) {

    /**
     * Looks into a folder.
     *
     * @param name what people call this encoder
     * @throws TrainingException if one of the two files is missing
     */
    public static EncoderFolder open(String name, Path path) {
        EncoderFolder folder = new EncoderFolder(name, path);
        for (Path file : new Path[] {folder.onnx(), folder.tokenizer()}) {
            if (!Files.isRegularFile(file)) {
                throw new TrainingException("The encoder folder " + path + " has no " + file.getFileName()
                        + ": expected model.onnx and tokenizer.json");
            }
        }
        return folder;
    }

    /** The ONNX graph, with the output {@code last_hidden_state}. */
    public Path onnx() {
        return path.resolve("model.onnx");
    }

    /** The tokenizer, as Hugging Face's tokenizers write it. */
    public Path tokenizer() {
        return path.resolve("tokenizer.json");
    }

    /** The encoder's configuration in Hugging Face's form; the file need not be there. */
    public Path config() {
        return path.resolve("config.json");
    }
}
