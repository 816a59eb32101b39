package dev.parallax.infer.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A head without its encoder: a folder with {@code head.onnx}, which makes logits of sentence features, and
 * {@code head.json}, which names its classes, its encoder and how that made the features. Immutable.
 *
 * @param name the head's name, as in the options
 * @param onnx its graph
 * @param order for each class of the model the place of the head's logit for it, {@code [classes]}
 */
public record HeadBundle(String name, Path onnx, int[] order) {

    /** Name of the file with a head's graph. */
    public static final String GRAPH = "head.onnx";

    /**
     * Reads a head and checks that it belongs to a model: it has the same classes, in any order; and where the model's
     * folder names the encoder and pooling of its features, the head was trained on the same.
     *
     * @throws ModelException if a check fails, naming both sides, or a file leads out of the folder or is too large
     */
    public static HeadBundle read(HeadOptions options, ModelBundle model) {
        Path folder = Path.of(options.folder());
        if (!Files.isDirectory(folder)) {
            throw missing(options, "there is no folder " + folder);
        }
        ModelFiles files = ModelFiles.of(folder);
        Path onnx = files.find(GRAPH, ModelFiles.LARGEST_GRAPH)
                .orElseThrow(() -> missing(options, folder + " has no " + GRAPH));
        Path card = files.find(HeadDescription.FILE, ModelFiles.LARGEST_CONFIG)
                .orElseThrow(() -> missing(options, folder + " has no " + HeadDescription.FILE));
        var unused = files.weightsOf(onnx);
        HeadDescription head = HeadDescription.read(card);
        Optional<Path> modelCard = ModelFiles.of(model.folder()).find(HeadDescription.FILE, ModelFiles.LARGEST_CONFIG);
        if (modelCard.isPresent()) {
            HeadDescription own = HeadDescription.read(modelCard.get());
            requireSame(
                    options, "encoder", head.encoder().sha256(), own.encoder().sha256());
            requireSame(options, "pooling", head.pooling(), own.pooling());
        }
        return new HeadBundle(options.name(), onnx, order(options, head.labels(), model.labels()));
    }

    private static ModelException missing(HeadOptions options, String found) {
        return new ModelException("shadow.heads." + options.name() + ": " + found + ": expected a folder with " + GRAPH
                + " and " + HeadDescription.FILE + ", as parallax train writes them");
    }

    private static void requireSame(HeadOptions options, String what, String head, String model) {
        if (!head.equals(model)) {
            throw new ModelException("The head '" + options.name() + "' reads features of the " + what + " "
                    + head + ", and the model gives those of the " + what + " " + model
                    + ": a head goes with the encoder that it was trained on");
        }
    }

    private static int[] order(HeadOptions options, List<String> head, String[] model) {
        if (head.size() != model.length || !new HashSet<>(head).equals(new HashSet<>(Arrays.asList(model)))) {
            throw new ModelException("The head '" + options.name() + "' knows the classes " + head + ", and the model "
                    + Arrays.toString(model) + ": expected the same");
        }
        return Arrays.stream(model).mapToInt(head::indexOf).toArray();
    }
}
