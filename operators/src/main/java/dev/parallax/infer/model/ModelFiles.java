package dev.parallax.infer.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The files of a folder with a model or a part of one: a classifier, an encoder, a head, a network that Spark saved. A
 * folder is untrusted data, so nothing in it leads out of it: a link may point to another file of the folder, as those
 * of a Kubernetes volume do, and to nothing else; and no file may be larger than files of its kind are. Safe for
 * several threads.
 */
public final class ModelFiles {

    /** The tokenizer, as Hugging Face's tokenizers write it. */
    public static final String TOKENIZER = "tokenizer.json";

    /** The tokenizer's settings, as Hugging Face's transformers writes them beside it. */
    public static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    /** The largest Protocol Buffers message, and so the largest graph: larger models keep their weights beside it. */
    public static final long LARGEST_GRAPH = Integer.MAX_VALUE;

    /** The largest in use have some 40 MB. */
    public static final long LARGEST_TOKENIZER = 128L << 20;

    /** Thousands of classes take some hundred KB. */
    public static final long LARGEST_CONFIG = 16L << 20;

    /** All weights beside a graph. */
    static final long LARGEST_WEIGHTS = 16L << 30;

    private final Path folder;
    private final Path real;
    private final long largestWeights;

    private ModelFiles(Path folder, Path real, long largestWeights) {
        this.folder = folder;
        this.real = real;
        this.largestWeights = largestWeights;
    }

    /**
     * The files of a folder.
     *
     * @throws ModelException if it cannot be looked into
     */
    public static ModelFiles of(Path folder) {
        return of(folder, LARGEST_WEIGHTS);
    }

    /**
     * The files of a folder, with another limit of the weights beside a graph.
     *
     * @param largestWeights most bytes of all of them
     */
    static ModelFiles of(Path folder, long largestWeights) {
        try {
            return new ModelFiles(folder, folder.toRealPath(), largestWeights);
        } catch (IOException e) {
            throw new ModelUnavailableException("The folder " + folder + " cannot be looked into: " + e, e);
        }
    }

    /**
     * A file, if it is there.
     *
     * @param name its name in the folder
     * @param largest most bytes that it may have
     * @throws ModelException if it lies outside of the folder, is a link to nothing, or is larger
     */
    public Optional<Path> find(String name, long largest) {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        requireInside(file);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        long size = size(file);
        if (size > largest) {
            throw new ModelException(file + " has " + size + " bytes: expected " + largest + " at most");
        }
        return Optional.of(file);
    }

    /**
     * The folder's tokenizer as transformers reads it: {@code tokenizer.json}, with the settings of
     * {@code tokenizer_config.json} that win over it.
     *
     * @throws ModelException if it is not there or is no tokenizer, or one of the files leads out of the folder or is
     *     too large
     */
    public TokenizerFile tokenizer() {
        Path file = find(TOKENIZER, LARGEST_TOKENIZER)
                .orElseThrow(() -> new ModelException("The folder " + folder + " has no " + TOKENIZER));
        try {
            TokenizerFile tokenizer = TokenizerFile.read(file);
            Optional<Path> config = find(TOKENIZER_CONFIG, LARGEST_CONFIG);
            if (config.isEmpty()) {
                return tokenizer;
            }
            JsonNode model = find("config.json", LARGEST_CONFIG)
                    .<JsonNode>map(ModelFiles::json)
                    .orElse(MissingNode.getInstance());
            return tokenizer.with(json(config.get()), config.get(), model);
        } catch (EncodingException e) {
            if (e.getCause() instanceof FileSystemException unreadable) {
                throw new ModelUnavailableException(String.valueOf(e.getMessage()), unreadable);
            }
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The files in a subfolder, in the order of their names.
     *
     * @param subfolder its name
     * @param most most entries that it may have
     * @return their names in this folder, for {@link #find}; none if there is no such folder
     * @throws ModelException if it lies outside of the folder, has more entries, or cannot be read
     */
    public List<String> list(String subfolder, int most) {
        Path place = folder.resolve(subfolder);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        requireInside(place);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            for (Path entry : entries) {
                if (names.size() == most) {
                    throw new ModelException(
                            "The folder " + place + " has more than " + most + " files: expected " + most + " at most");
                }
                names.add(subfolder + "/" + entry.getFileName());
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new ModelUnavailableException("The folder " + place + " cannot be read: " + e, e);
        }
        Collections.sort(names);
        return names;
    }

    /**
     * Files with weights that a graph keeps beside it, in the order of their names.
     *
     * @param onnx a graph of this folder
     * @throws ModelException if the graph cannot be read, or one of the files is not there, lies outside of the folder,
     *     or all together are too large
     */
    public List<Path> weightsOf(Path onnx) {
        List<Path> weights = new ArrayList<>();
        long bytes = 0;
        for (String location : ExternalData.locations(onnx)) {
            Path file = weights(onnx, location);
            bytes += size(file);
            weights.add(file);
        }
        if (bytes > largestWeights) {
            throw new ModelException("The weights beside " + onnx + " have " + bytes + " bytes: expected "
                    + largestWeights + " at most");
        }
        return weights;
    }

    private Path weights(Path onnx, String location) {
        try {
            Path file = folder.resolve(location).normalize();
            if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder.normalize())) {
                throw new ModelException(onnx + " keeps weights in '" + location
                        + "', which leads out of its folder: expected a file of " + folder);
            }
            return find(folder.normalize().relativize(file).toString(), Long.MAX_VALUE)
                    .orElseThrow(() -> new ModelException(
                            onnx + " keeps weights in '" + location + "', and there is no such file in " + folder));
        } catch (InvalidPathException e) {
            throw new ModelException(onnx + " keeps weights in a file whose name is none: " + e.getMessage(), e);
        }
    }

    private void requireInside(Path file) {
        try {
            Path target = file.toRealPath();
            if (!target.startsWith(real)) {
                throw new ModelException(
                        file + " is a link to " + target + ", out of its folder: expected the file itself. "
                                + "A folder of Hugging Face's cache is copied with cp -rL");
            }
        } catch (IOException e) {
            throw new ModelUnavailableException(file + " is a link to what is not there or cannot be read: " + e, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new ModelUnavailableException("The size of " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a file that must hold a JSON object.
     *
     * @throws ModelException if it cannot be read or holds something else
     */
    public static ObjectNode json(Path file) {
        try {
            if (JsonMapper.builder().build().readTree(file.toFile()) instanceof ObjectNode object) {
                return object;
            }
            throw new ModelException(file + " must hold a JSON object");
        } catch (JsonProcessingException e) {
            throw new ModelException(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelUnavailableException(file + " cannot be read: " + e, e);
        }
    }
}
