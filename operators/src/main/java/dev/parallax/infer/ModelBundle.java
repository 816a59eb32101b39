package dev.parallax.infer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** Positions start behind the padding id in these architectures (fairseq's habit), so they take fewer tokens. */
    private static final Set<String> POSITIONS_BEHIND_PADDING =
            Set.of("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "mpnet", "data2vec-text");

    private static final int DEFAULT_LIMIT = 512;

    private final String name;
    private final Path folder;
    private final List<Path> weights;
    private final TokenizerFile tokenizer;
    private final String[] labels;
    private final int maxLength;
    private final int padId;

    private volatile @Nullable ModelId id;

    private ModelBundle(
            String name,
            Path folder,
            List<Path> weights,
            TokenizerFile tokenizer,
            String[] labels,
            int maxLength,
            int padId) {
        this.name = name;
        this.folder = folder;
        this.weights = weights;
        this.tokenizer = tokenizer;
        this.labels = labels;
        this.maxLength = maxLength;
        this.padId = padId;
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
        if (!Files.isDirectory(folder)) {
            throw new ModelException("The model folder " + folder + " is not there: expected a folder with model.onnx, "
                    + "tokenizer.json and config.json");
        }
        ModelFiles files = ModelFiles.of(folder);
        List<Path> weights = files.weightsOf(required(files, folder, "model.onnx", ModelFiles.LARGEST_GRAPH));
        Path tokenizerJson = required(files, folder, "tokenizer.json", ModelFiles.LARGEST_TOKENIZER);
        Path configJson = required(files, folder, "config.json", ModelFiles.LARGEST_CONFIG);
        JsonNode config = ModelFiles.json(configJson);
        TokenizerFile tokenizer;
        try {
            tokenizer = TokenizerFile.read(tokenizerJson);
        } catch (EncodingException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
        checkVocabulary(config, configJson, tokenizer);
        int padId = padId(config, tokenizer);
        int limit = limit(files, folder, config, padId);
        if (maxLength > limit) {
            throw new ModelException("A length limit of " + maxLength + " tokens was asked for, and the model in "
                    + folder + " takes " + limit + " at most");
        }
        String known = name != null
                ? name
                : String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        int length = maxLength == MODEL_LIMIT ? limit : maxLength;
        return new ModelBundle(known, folder, weights, tokenizer, labels(config, configJson), length, padId);
    }

    private static Path required(ModelFiles files, Path folder, String file, long largest) {
        return files.find(file, largest)
                .orElseThrow(() -> new ModelException("The model folder " + folder + " has no " + file
                        + ": expected model.onnx, tokenizer.json and config.json, as optimum-cli export onnx "
                        + "--task text-classification writes them"));
    }

    private static String[] labels(JsonNode config, Path file) {
        JsonNode id2label = config.path("id2label");
        if (!id2label.isObject() || id2label.size() < 2) {
            throw new ModelException(file + " must name 2 or more classes in id2label, and has "
                    + (id2label.isObject() ? id2label.size() + "" : "none"));
        }
        TreeMap<Integer, String> byIndex = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : id2label.properties()) {
            try {
                byIndex.put(Integer.valueOf(entry.getKey()), entry.getValue().asText());
            } catch (NumberFormatException e) {
                throw new ModelException(
                        file + ": keys of id2label must be whole numbers, and one is '" + entry.getKey() + "'", e);
            }
        }
        if (byIndex.firstKey() != 0 || byIndex.lastKey() != byIndex.size() - 1) {
            throw new ModelException(file + ": id2label must number its " + byIndex.size() + " classes from 0 to "
                    + (byIndex.size() - 1) + ", and numbers them from " + byIndex.firstKey() + " to "
                    + byIndex.lastKey());
        }
        if (new HashSet<>(byIndex.values()).size() != byIndex.size()) {
            throw new ModelException(file + ": every class of id2label must have a name of its own");
        }
        return byIndex.values().toArray(new String[0]);
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
        if (configured.isInt()) {
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

    private static int limit(ModelFiles files, Path folder, JsonNode config, int padId) {
        int limit = Integer.MAX_VALUE;
        JsonNode positions = config.path("max_position_embeddings");
        if (positions.isInt()) {
            String type = config.path("model_type").asText("").toLowerCase(Locale.ROOT);
            limit = positions.asInt() - (POSITIONS_BEHIND_PADDING.contains(type) ? padId + 1 : 0);
        }
        Optional<Path> tokenizerConfig = files.find("tokenizer_config.json", ModelFiles.LARGEST_CONFIG);
        if (tokenizerConfig.isPresent()) {
            // Hugging Face writes 10^30 for "no limit".
            double length = ModelFiles.json(tokenizerConfig.get())
                    .path("model_max_length")
                    .asDouble(Double.MAX_VALUE);
            limit = (int) Math.min(limit, length);
        }
        if (limit < 1) {
            throw new ModelException("The model in " + folder + " says that it takes " + limit + " tokens");
        }
        return limit == Integer.MAX_VALUE ? DEFAULT_LIMIT : limit;
    }

    private static String fingerprint(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
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
            throw new ModelException("A model file cannot be read: " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Name and fingerprint. The first call reads all of the model's files. */
    public ModelId id() {
        ModelId known = id;
        if (known == null) {
            List<Path> files =
                    new ArrayList<>(List.of(onnx(), folder.resolve("tokenizer.json"), folder.resolve("config.json")));
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

    /** The tokenizer. */
    public TokenizerFile tokenizer() {
        return tokenizer;
    }

    /** An encoder with this model's tokenizer and length limit; the caller closes it. */
    public HuggingFaceEncoder newEncoder() {
        return HuggingFaceEncoder.load(tokenizer, maxLength);
    }

    /** Names of the classes in the order of the logits. */
    public String[] labels() {
        return labels.clone();
    }

    /** Most ids of a text, special ones included. */
    public int maxLength() {
        return maxLength;
    }

    /** The id that fills up shorter rows of a batch. */
    public int padId() {
        return padId;
    }
}
