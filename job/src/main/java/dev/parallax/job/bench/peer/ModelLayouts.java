package dev.parallax.job.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.EncodingException;
import dev.parallax.infer.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model folder in the layouts of other programs. Graphs are linked, not copied. */
final class ModelLayouts {

    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private ModelLayouts() {}

    /**
     * As Spark NLP's {@code loadSavedModel} takes it: {@code model.onnx}, {@code assets/vocab.txt} and
     * {@code assets/labels.txt}.
     *
     * @throws PeerException if the model's tokenizer is not BERT's WordPiece, or the folder cannot be written
     */
    static void forSparkNlp(ModelBundle model, Path folder) throws PeerException {
        Map<Integer, String> pieces = new TreeMap<>();
        wordPiece(model, "the runner of Spark NLP has BertForSequenceClassification alone")
                .vocabulary()
                .forEach((piece, id) -> pieces.put(id, piece));
        try {
            Path assets = Files.createDirectories(folder.resolve("assets"));
            Files.write(assets.resolve("vocab.txt"), pieces.values());
            Files.write(assets.resolve("labels.txt"), List.of(model.labels()));
            link(folder.resolve("model.onnx"), model.onnx());
        } catch (IOException e) {
            throw cannot(folder, e);
        }
    }

    /**
     * As {@code @huggingface/transformers} takes it: {@code config.json}, {@code tokenizer.json},
     * {@code tokenizer_config.json} and {@code onnx/model.onnx}.
     *
     * @throws PeerException if the model has no {@code tokenizer_config.json} and its tokenizer is not BERT's, or the
     *     folder cannot be written
     */
    static void forTransformers(ModelBundle model, Path folder) throws PeerException {
        try {
            Path graphs = Files.createDirectories(folder.resolve("onnx"));
            for (String name : List.of(CONFIG, TOKENIZER)) {
                link(folder.resolve(name), model.folder().resolve(name));
            }
            Path own = model.folder().resolve(TOKENIZER_CONFIG);
            if (Files.exists(own)) {
                link(folder.resolve(TOKENIZER_CONFIG), own);
            } else {
                Files.writeString(folder.resolve(TOKENIZER_CONFIG), tokenizerConfig(model));
            }
            link(graphs.resolve("model.onnx"), model.onnx());
        } catch (IOException e) {
            throw cannot(folder, e);
        }
    }

    private static String tokenizerConfig(ModelBundle model) throws PeerException {
        var unused = wordPiece(model, "the model has no " + TOKENIZER_CONFIG);
        ObjectNode config = JsonMapper.builder().build().createObjectNode();
        config.put("tokenizer_class", "BertTokenizer")
                .put("model_max_length", model.maxLength())
                .put("pad_token", "[PAD]")
                .put("unk_token", BertWordPiece.UNKNOWN)
                .put("cls_token", BertWordPiece.CLASSIFY)
                .put("sep_token", BertWordPiece.SEPARATE)
                .put("mask_token", "[MASK]");
        return config.toString();
    }

    private static BertWordPiece wordPiece(ModelBundle model, String why) throws PeerException {
        try {
            return BertWordPiece.of(model.tokenizer());
        } catch (EncodingException e) {
            throw new PeerException(why + ", and " + e.getMessage(), e);
        }
    }

    private static void link(Path link, Path file) throws IOException {
        Files.createSymbolicLink(link, file.toAbsolutePath());
    }

    private static PeerException cannot(Path folder, IOException e) {
        return new PeerException("the model cannot be laid out in " + folder + ": " + e, e);
    }
}
