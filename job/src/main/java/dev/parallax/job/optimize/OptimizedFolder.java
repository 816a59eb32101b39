package dev.parallax.job.optimize;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.graph.GraphFile;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.job.model.OptimizationCard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A writer of the folder of a rewritten model: its graph in one file, and the source's other files as they are.
 * Subfolders are not part of a model and are not copied.
 */
final class OptimizedFolder {

    private static final String GRAPH = "model.onnx";

    private OptimizedFolder() {}

    /**
     * Writes graph, tokenizer, configuration and all other files, but no card.
     *
     * @param folder an empty folder
     * @param source the source
     * @param graph the rewritten graph; empty to copy that of the source with the files of its weights
     * @param name the new model's name
     * @return the new model, as it is read from the folder
     * @throws IOException if a file cannot be read or written
     * @throws ModelException if a file leads out of the source's folder
     */
    static ModelBundle write(Path folder, ModelBundle source, Optional<ModelProto> graph, String name)
            throws IOException {
        Path from = source.folder();
        ModelFiles files = ModelFiles.of(from);
        List<Path> weights = GraphFile.weights(source.onnx());
        Set<String> apart = new HashSet<>(Set.of(GRAPH, OptimizationCard.FILE));
        weights.forEach(file -> apart.add(from.relativize(file).toString()));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                String file = String.valueOf(entry.getFileName());
                Optional<Path> found = apart.contains(file) ? Optional.empty() : files.find(file, Long.MAX_VALUE);
                if (found.isPresent()) {
                    Files.copy(found.get(), folder.resolve(file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (graph.isPresent()) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(GRAPH)))) {
                graph.get().writeTo(out);
            }
        } else {
            Files.copy(source.onnx(), folder.resolve(GRAPH));
            for (Path file : weights) {
                Path target = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return ModelBundle.read(folder, name, ModelBundle.MODEL_LIMIT);
    }
}
