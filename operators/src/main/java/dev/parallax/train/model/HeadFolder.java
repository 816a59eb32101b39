package dev.parallax.train.model;

import dev.parallax.infer.model.HeadBundle;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A head without its encoder: a folder with {@code head.onnx} and {@code head.json}. The folder of a classifier, as
 * written by {@link ClassifierFolder}, has both files too and can be read as a head.
 *
 * @param path the folder
 * @param graph the head, from sentence features to logits
 * @param card its card, with its classes, its encoder and the pooling of its features
 */
public record HeadFolder(Path path, HeadGraph graph, HeadCard card) {

    private static final String GRAPH = HeadBundle.GRAPH;
    private static final String CARD = HeadDescription.FILE;

    /** Checks that graph and card match. */
    public HeadFolder {
        requireFit(graph, card);
    }

    /**
     * Reads a head.
     *
     * @param path a folder with {@code head.onnx} and {@code head.json}
     * @throws TrainingException if a file is missing or invalid, or the two do not match
     * @throws ModelException if a file leads out of the folder or is too large
     */
    public static HeadFolder read(Path path) {
        ModelFiles files = ModelFiles.of(path);
        Path onnx = required(files, path, GRAPH, ModelFiles.LARGEST_GRAPH);
        Path json = required(files, path, CARD, ModelFiles.LARGEST_CONFIG);
        try {
            return new HeadFolder(
                    path, HeadGraph.read(onnx), HeadCard.parse(json.toString(), Files.readAllBytes(json)));
        } catch (IOException e) {
            throw new TrainingException("The head's card " + json + " cannot be read: " + e, e);
        }
    }

    private static Path required(ModelFiles files, Path path, String file, long largest) {
        return files.find(file, largest)
                .orElseThrow(() -> new TrainingException(
                        "The head folder " + path + " has no " + file + ": expected " + GRAPH + " and " + CARD));
    }

    /**
     * Writes a head without its encoder, atomically.
     *
     * @param target the folder to create; it may exist if it is empty
     * @return whether this call created it, as in {@link ClassifierFolder#publish}
     * @throws TrainingException if head and card do not match, or a file cannot be written
     */
    public static boolean write(HeadGraph graph, HeadCard card, Path target) {
        requireFit(graph, card);
        return ClassifierFolder.publish(target, folder -> writeTo(folder, graph, card));
    }

    /** Writes the two files to a folder. */
    static void writeTo(Path folder, HeadGraph graph, HeadCard card) throws IOException {
        Files.write(folder.resolve(GRAPH), graph.toByteArray());
        Files.write(folder.resolve(CARD), card.toJson());
    }

    static void requireFit(HeadGraph graph, HeadCard card) {
        if (card.labels().size() != graph.classes()) {
            throw new TrainingException("The head " + graph.origin() + " gives " + graph.classes()
                    + " logits, but its card names the labels " + card.labels());
        }
    }
}
