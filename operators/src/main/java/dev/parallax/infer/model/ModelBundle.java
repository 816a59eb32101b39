package dev.parallax.infer.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.digest.Sha256;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text classification model in the layout that {@code optimum-cli export onnx --task text-classification} writes: a
 * folder with {@code model.onnx}, {@code tokenizer.json} and {@code config.json}. Reading it checks all that can be
 * checked without running it.
 *
 * <p>Immutable and safe for several threads.
 */
public final class ModelBundle {

    /** For the length limit: as many ids as the model takes. */
    public static final int MODEL_LIMIT = 0;

    private final String name;
    private final Path folder;
    private final List<Path> weights;
    private final TokenizerFile tokenizer;
    private final String[] labels;
    private final int maxLength;
    private final String limitOrigin;
    private final int padId;
    private final String modelType;

    private volatile @Nullable ModelId id;

    private ModelBundle(
            String name,
            Path folder,
            List<Path> weights,
            TokenizerFile tokenizer,
            String[] labels,
            int maxLength,
            String limitOrigin,
            int padId,
            String modelType) {
        this.name = name;
        this.folder = folder;
        this.weights = weights;
        this.tokenizer = tokenizer;
        this.labels = labels;
        this.maxLength = maxLength;
        this.limitOrigin = limitOrigin;
        this.padId = padId;
        this.modelType = modelType;
    }

    /**
     * Reads a model folder.
     *
     * @param folder the folder
     * @param name the model's name, or {@code null} for the folder's
     * @param maxLength most ids of a text, special ones included, or {@link #MODEL_LIMIT}
     * @throws ModelException if a file is missing, leads out of the folder or is too large, or the files do not agree
     */
    public static ModelBundle read(Path folder, @Nullable String name, int maxLength) {
        ModelFiles files = ModelLayout.files(folder);
        List<Path> weights =
                files.weightsOf(ModelLayout.required(files, folder, ModelLayout.GRAPH, ModelFiles.LARGEST_GRAPH));
        var unused = ModelLayout.required(files, folder, ModelFiles.TOKENIZER, ModelFiles.LARGEST_TOKENIZER);
        Path configJson = ModelLayout.required(files, folder, ModelLayout.CONFIG, ModelFiles.LARGEST_CONFIG);
        JsonNode config = ModelFiles.json(configJson);
        TokenizerFile tokenizer = files.tokenizer();
        checkVocabulary(config, configJson, tokenizer);
        int padId = padId(config, tokenizer);
        Optional<Path> tokenizerConfig = files.find(ModelFiles.TOKENIZER_CONFIG, ModelFiles.LARGEST_CONFIG);
        LengthLimit limit = LengthLimit.of(config, configJson, tokenizerConfig, padId);
        String known = name != null
                ? name
                : String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return new ModelBundle(
                known,
                folder,
                weights,
                tokenizer,
                ClassNames.of(config, configJson),
                limit.resolve(maxLength),
                maxLength == MODEL_LIMIT ? limit.origin() : "model.max-length",
                padId,
                config.path("model_type").asText("").toLowerCase(Locale.ROOT));
    }

    private static void checkVocabulary(JsonNode config, Path file, TokenizerFile tokenizer) {
        JsonNode vocabulary = config.path("vocab_size");
        if (vocabulary.isInt() && tokenizer.maxId() >= vocabulary.asInt()) {
            throw new ModelException("The tokenizer " + tokenizer + " gives ids up to " + tokenizer.maxId() + ", and "
                    + file + " says that the model knows " + vocabulary.asInt()
                    + " (vocab_size): they are not of one model");
        }
    }

    private static int padId(JsonNode config, TokenizerFile tokenizer) {
        JsonNode configured = config.path("pad_token_id");
        if (configured.isInt() && configured.asInt() >= 0) {
            return configured.asInt();
        }
        for (String token : new String[] {"[PAD]", "<pad>"}) {
            Integer id = tokenizer.id(token);
            if (id != null) {
                return id;
            }
        }
        return 0;
    }

    private static String fingerprint(List<Path> files) {
        try {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[1 << 16];
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new ModelUnavailableException("A model file cannot be read: " + e, e);
        }
    }

    /** Name and fingerprint. The first call reads all of the model's files. */
    public ModelId id() {
        ModelId known = id;
        if (known == null) {
            List<Path> files =
                    new ArrayList<>(List.of(onnx(), folder.resolve("tokenizer.json"), folder.resolve("config.json")));
            Path tokenizerConfig = folder.resolve(ModelFiles.TOKENIZER_CONFIG);
            if (Files.isRegularFile(tokenizerConfig)) {
                files.add(tokenizerConfig);
            }
            files.addAll(weights);
            known = new ModelId(name, fingerprint(files));
            id = known;
        }
        return known;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The graph. */
    public Path onnx() {
        return folder.resolve("model.onnx");
    }

    /** The architecture that {@code config.json} names, such as {@code bert}; empty if it names none. */
    public String modelType() {
        return modelType;
    }

    /** The tokenizer. */
    public TokenizerFile tokenizer() {
        return tokenizer;
    }

    /**
     * An encoder with this model's tokenizer and length limit; the caller closes it.
     *
     * @throws ModelException if the tokenizer cannot be used
     */
    public HuggingFaceEncoder newEncoder() {
        try {
            return HuggingFaceEncoder.load(tokenizer, maxLength, limitOrigin);
        } catch (EncodingException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        } catch (IllegalStateException e) {
            throw new ModelUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Names of the classes in the order of the logits. */
    public String[] labels() {
        return labels.clone();
    }

    /** Most ids of a text, special ones included. */
    public int maxLength() {
        return maxLength;
    }

    /** The origin of the limit of a text's length, for messages. */
    public String limitOrigin() {
        return limitOrigin;
    }

    /** The id that fills up shorter rows of a batch. */
    public int padId() {
        return padId;
    }
}
