package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes the model folder of a classifier that consists of an encoder and a head: {@code model.onnx},
 * {@code tokenizer.json} and {@code tokenizer_config.json} (the encoder's, byte for byte) and {@code config.json} in
 * the layout that {@code optimum-cli export onnx --task text-classification} writes, with {@code head.onnx} and
 * {@code head.json} beside them. Besides {@code logits} the graph has the output {@code features}, the sentence
 * features that the head reads.
 *
 * <p>The files are written to a temporary folder and moved into place in one step, so that an incomplete model is never
 * visible.
 */
public final class ClassifierFolder {

    private ClassifierFolder() {}

    /** As {@link #write(EncoderFolder, HeadGraph, HeadCard, Path, Rewriting)}, with the graph as it is. */
    public static boolean write(EncoderFolder encoder, HeadGraph head, HeadCard card, Path target) {
        return write(encoder, head, card, target, (folder, graph) -> {});
    }

    /** A change of a classifier's folder before it is moved into place. */
    @FunctionalInterface
    public interface Rewriting {

        /**
         * Changes the folder.
         *
         * @param folder the folder with all files
         * @param graph the graph that is its {@code model.onnx}
         */
        void rewrite(Path folder, ModelProto graph) throws IOException;
    }

    /**
     * Writes a classifier.
     *
     * @param rewriting a change of the graph, which keeps its inputs and outputs, or further files
     * @param target the folder to create; it may exist if it is empty
     * @return whether this call created it: {@code false} if another process was faster, whose folder is left unchanged
     * @throws TrainingException if encoder, head and card do not fit, or a file cannot be written
     */
    public static boolean write(
            EncoderFolder encoder, HeadGraph head, HeadCard card, Path target, Rewriting rewriting) {
        HeadFolder.requireFit(head, card);
        String found = Sha256.of(encoder.onnx());
        if (!found.equals(card.encoder().sha256())) {
            throw new TrainingException(
                    "The head was fitted on the encoder " + card.encoder().name() + " with SHA-256 "
                            + card.encoder().sha256() + ", but " + encoder.onnx() + " has " + found);
        }
        ModelProto model = EncoderGraph.read(encoder.onnx()).with(head, card.pooling());
        byte[] config = ClassifierConfig.of(encoder, card.labels(), head.width());
        return publish(target, folder -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.onnx")))) {
                model.writeTo(out);
            }
            Files.copy(encoder.tokenizer(), folder.resolve(ModelFiles.TOKENIZER));
            Optional<Path> tokenizerConfig = encoder.tokenizerConfig();
            if (tokenizerConfig.isPresent()) {
                Files.copy(tokenizerConfig.get(), folder.resolve(ModelFiles.TOKENIZER_CONFIG));
            }
            Files.write(folder.resolve("config.json"), config);
            HeadFolder.writeTo(folder, head, card);
            rewriting.rewrite(folder, model);
        });
    }

    /** Writes the files of a folder. */
    @FunctionalInterface
    public interface Contents {

        /** Writes the files; the folder exists and is empty. */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Creates a folder with its files atomically.
     *
     * @param target the folder to create; it may exist if it is empty
     * @return whether this call created it: {@code false} if it existed and was not empty in the end
     * @throws TrainingException if a file cannot be written
     */
    public static boolean publish(Path target, Contents contents) {
        Path whole = target.toAbsolutePath().normalize();
        Path unfinished = whole.resolveSibling("." + whole.getFileName() + "-" + UUID.randomUUID());
        try {
            Files.createDirectories(unfinished);
            contents.writeTo(unfinished);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            delete(unfinished);
            if (hasFiles(whole)) {
                return false;
            }
            throw new TrainingException("The folder " + whole + " cannot be written: " + e, e);
        } catch (IOException | RuntimeException e) {
            delete(unfinished);
            throw e instanceof RuntimeException bad
                    ? bad
                    : new TrainingException("The folder " + whole + " cannot be written: " + e, e);
        }
    }

    /**
     * Whether a folder exists and is not empty.
     *
     * @throws TrainingException if it cannot be listed
     */
    public static boolean hasFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new TrainingException("The folder " + folder + " cannot be read: " + e, e);
        }
    }

    /** Deletes an incomplete folder. A failure to delete is ignored, so that the original failure is reported. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            return;
        }
    }
}
