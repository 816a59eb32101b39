package dev.parallax.infer.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that a model's folder must have, with the error messages for folders that have others: layouts of the
 * Hugging Face Hub that are near to the expected one are recognised and named.
 */
final class ModelLayout {

    static final String GRAPH = "model.onnx";
    static final String CONFIG = "config.json";

    private static final String EXPECTED =
            ": expected model.onnx, tokenizer.json and config.json, as optimum-cli export onnx "
                    + "--task text-classification writes them";
    private static final List<String> PYTORCH = List.of("model.safetensors", "pytorch_model.bin");
    private static final List<String> SLOW_TOKENIZERS =
            List.of("vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model", "tokenizer.model");
    private static final int MOST_NAMED = 3;

    private ModelLayout() {}

    /**
     * The folder's files.
     *
     * @throws ModelException if it is not there
     */
    static ModelFiles files(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new ModelException("The model folder " + folder + " is a file" + EXPECTED + " in a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new ModelUnavailableException("The model folder " + folder
                    + " does not exist: expected a folder with " + "model.onnx, tokenizer.json and config.json");
        }
        return ModelFiles.of(folder);
    }

    /**
     * A file that must be there.
     *
     * @throws ModelException if it is not, naming what is there instead
     */
    static Path required(ModelFiles files, Path folder, String file, long largest) {
        return files.find(file, largest)
                .orElseThrow(() -> new ModelException("The model folder " + folder + " has no " + file + EXPECTED
                        + instead(folder, file).map(hint -> ". " + hint).orElse("")));
    }

    private static Optional<String> instead(Path folder, String file) {
        if (file.equals(GRAPH)) {
            return graph(folder);
        }
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent != null && Files.isRegularFile(parent.resolve(file))) {
            return Optional.of("One folder up there is " + parent.resolve(file) + ": copy it here");
        }
        if (!file.equals(ModelFiles.TOKENIZER)) {
            return Optional.empty();
        }
        return first(folder, SLOW_TOKENIZERS)
                .map(slow -> "It has " + slow + ", which is of the tokenizer in Python: "
                        + "AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER) makes a tokenizer.json of it");
    }

    private static Optional<String> graph(Path folder) {
        if (Files.isRegularFile(folder.resolve("onnx").resolve(GRAPH))) {
            return Optional.of(
                    "It has onnx/" + GRAPH + ": copy that beside tokenizer.json, with the files of its weights");
        }
        List<String> others = onnxFiles(folder);
        if (!others.isEmpty()) {
            return Optional.of("It has " + String.join(", ", others) + ": rename or copy the one to serve");
        }
        return first(folder, PYTORCH)
                .map(weights -> "It has " + weights + ", the weights for PyTorch: export the model to ONNX");
    }

    private static Optional<String> first(Path folder, List<String> names) {
        return names.stream()
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .findFirst();
    }

    private static List<String> onnxFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".onnx"))
                    .sorted()
                    .limit(MOST_NAMED)
                    .toList();
        } catch (IOException e) {
            throw new ModelUnavailableException("The folder " + folder + " cannot be read: " + e, e);
        }
    }
}
