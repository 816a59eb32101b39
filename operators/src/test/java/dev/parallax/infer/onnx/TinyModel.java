package dev.parallax.infer.onnx;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.longs;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.scalar;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real model folder of a few kilobytes: logits are the masked mean of the tokens' embeddings, plus nothing for their
 * positions. Its words {@code poison} (the graph fails), {@code nan} (a logit that is no number) and {@code slow} (a
 * run of seconds) do what they say, for a batch that holds them.
 */
public final class TinyModel {

    /** Words that every tiny model knows. */
    public static final List<String> WORDS = List.of(
            "good", "bad", "fine", "awful", "the", "film", "was", "a", "not", "very", "short", "long", "and", "but",
            "it", "i", "liked", "hated", "this", "that", ".", "!", "'", "t", "isn", "don");

    private static final String POISON = "poison";
    private static final String NAN = "nan";
    private static final String SLOW = "slow";
    private static final long ENDLESS_LOOP = 2_000_000_000L;

    private List<String> inputs = List.of("input_ids", "attention_mask", "token_type_ids");
    private int integerType = TensorProto.DataType.INT64_VALUE;
    private List<String> labels = List.of("negative", "positive");
    private int logits = -1;
    private int embeddingRows = -1;
    private int vocabSize = -1;
    private int positions = 64;
    private int declaredPositions = -1;
    private String modelType = "bert";
    private String outputName = "logits";
    private boolean byteLevelBpe;
    private boolean features;
    private String batch = "batch";
    private String sequence = "sequence";
    private int logitsType = TensorProto.DataType.FLOAT_VALUE;

    /** A BERT with two classes and 64 positions. */
    public static TinyModel bert() {
        return new TinyModel();
    }

    /** A DistilBERT: no token type ids. */
    public static TinyModel distilbert() {
        TinyModel model = new TinyModel();
        model.inputs = List.of("input_ids", "attention_mask");
        model.modelType = "distilbert";
        return model;
    }

    /** A RoBERTa: byte-level BPE, specials of its own, positions that start behind the padding id. */
    public static TinyModel roberta() {
        TinyModel model = distilbert();
        model.modelType = "roberta";
        model.byteLevelBpe = true;
        return model;
    }

    /** With other inputs of the graph. */
    public TinyModel inputs(String... names) {
        inputs = List.of(names);
        return this;
    }

    /** With 32-bit integers as inputs. */
    public TinyModel int32() {
        integerType = TensorProto.DataType.INT32_VALUE;
        return this;
    }

    /** With other classes. */
    public TinyModel labels(String... names) {
        labels = List.of(names);
        return this;
    }

    /** With a number of logits that need not be that of the classes. */
    public TinyModel logits(int width) {
        logits = width;
        return this;
    }

    /** With a number of embeddings that need not be that of the vocabulary. */
    public TinyModel embeddingRows(int rows) {
        embeddingRows = rows;
        return this;
    }

    /** With another vocab_size in config.json. */
    public TinyModel vocabSize(int size) {
        vocabSize = size;
        return this;
    }

    /** With another number of positions in graph and config.json. */
    public TinyModel positions(int number) {
        positions = number;
        return this;
    }

    /** With another number of positions in config.json alone. */
    public TinyModel declaredPositions(int number) {
        declaredPositions = number;
        return this;
    }

    /** With another name of the output. */
    public TinyModel output(String name) {
        outputName = name;
        return this;
    }

    /**
     * With its sentence features as a second output: the masked mean of the embeddings, as wide as there are classes.
     */
    public TinyModel features() {
        features = true;
        return this;
    }

    /** With inputs of a fixed number of rows. */
    public TinyModel rows(int number) {
        batch = String.valueOf(number);
        return this;
    }

    /** With inputs of a fixed length. */
    public TinyModel length(int number) {
        sequence = String.valueOf(number);
        return this;
    }

    /** With logits of another type, as ONNX numbers types. */
    public TinyModel logitsType(int type) {
        logitsType = type;
        return this;
    }

    private List<String> vocabulary() {
        List<String> all = new ArrayList<>(
                byteLevelBpe ? List.of("<s>", "<pad>", "</s>", "<unk>") : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        all.add(POISON);
        all.add(NAN);
        all.add(SLOW);
        if (byteLevelBpe) {
            for (char c = '!'; c <= '~'; c++) {
                all.add(String.valueOf(c));
            }
            all.add("Ġ");
            all.add("go");
            all.add("od");
            all.add("good");
            all.add("Ġgood");
        } else {
            all.addAll(WORDS);
            for (char c = 'a'; c <= 'z'; c++) {
                if (!all.contains(String.valueOf(c))) {
                    all.add(String.valueOf(c));
                }
                all.add("##" + c);
            }
        }
        return all;
    }

    /** Writes the model, and says how to serve it on the CPU with default batches. */
    public ServingOptions serving(Path folder) {
        return new ServingOptions(
                write(folder).toString(), "tiny", ModelBundle.MODEL_LIMIT, DeviceOptions.CPU, BatchPolicy.DEFAULT);
    }

    /** Writes the folder. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), graph().toByteArray());
            JsonMapper mapper = JsonMapper.builder().build();
            mapper.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer(mapper));
            mapper.writeValue(folder.resolve("config.json").toFile(), config(mapper));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode config(JsonMapper mapper) {
        ObjectNode config = mapper.createObjectNode();
        config.put("model_type", modelType);
        config.put("vocab_size", vocabSize >= 0 ? vocabSize : vocabulary().size());
        int declared = declaredPositions >= 0 ? declaredPositions : positions;
        config.put("max_position_embeddings", byteLevelBpe ? declared + 2 : declared);
        config.put("pad_token_id", byteLevelBpe ? 1 : 0);
        ObjectNode id2label = config.putObject("id2label");
        for (int i = 0; i < labels.size(); i++) {
            id2label.put(String.valueOf(i), labels.get(i));
        }
        return config;
    }

    private ObjectNode tokenizer(JsonMapper mapper) {
        List<String> vocabulary = vocabulary();
        ObjectNode root = mapper.createObjectNode();
        root.put("version", "1.0");
        // What exporters leave behind: a tokenizer that cuts at 8 and pads to a fixed 16, both to be overruled.
        root.putObject("truncation")
                .put("direction", "Right")
                .put("max_length", 8)
                .put("strategy", "LongestFirst")
                .put("stride", 0);
        ObjectNode padding = root.putObject("padding");
        padding.putObject("strategy").put("Fixed", 16);
        padding.put("direction", "Right")
                .putNull("pad_to_multiple_of")
                .put("pad_id", 0)
                .put("pad_type_id", 0)
                .put("pad_token", vocabulary.get(byteLevelBpe ? 1 : 0));
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < 7; id++) {
            added.addObject()
                    .put("id", id)
                    .put("content", vocabulary.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", id < 4);
        }
        ObjectNode model = mapper.createObjectNode();
        ObjectNode ids = mapper.createObjectNode();
        for (int i = 0; i < vocabulary.size(); i++) {
            ids.put(vocabulary.get(i), i);
        }
        if (byteLevelBpe) {
            root.putNull("normalizer");
            root.putObject("pre_tokenizer")
                    .put("type", "ByteLevel")
                    .put("add_prefix_space", false)
                    .put("trim_offsets", true)
                    .put("use_regex", true);
            ObjectNode post = root.putObject("post_processor").put("type", "RobertaProcessing");
            post.putArray("sep").add("</s>").add(2);
            post.putArray("cls").add("<s>").add(0);
            post.put("trim_offsets", true).put("add_prefix_space", false);
            model.put("type", "BPE").putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
            model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
            model.set("vocab", ids);
            model.putArray("merges").add("g o").add("o d").add("go od").add("Ġ good");
        } else {
            root.putObject("normalizer")
                    .put("type", "BertNormalizer")
                    .put("clean_text", true)
                    .put("handle_chinese_chars", true)
                    .putNull("strip_accents")
                    .put("lowercase", true);
            root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
            ObjectNode post = root.putObject("post_processor").put("type", "BertProcessing");
            post.putArray("sep").add("[SEP]").add(3);
            post.putArray("cls").add("[CLS]").add(2);
            model.put("type", "WordPiece")
                    .put("unk_token", "[UNK]")
                    .put("continuing_subword_prefix", "##")
                    .put("max_input_chars_per_word", 100);
            model.set("vocab", ids);
        }
        root.putNull("decoder");
        root.set("model", model);
        return root;
    }

    private ModelProto graph() {
        int width = logits >= 0 ? logits : labels.size();
        int rows = embeddingRows >= 0 ? embeddingRows : vocabulary().size();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
        for (String input : inputs) {
            graph.addInput(value(input, integerType, batch, sequence));
        }
        graph.addOutput(value(outputName, logitsType, batch, String.valueOf(width)));
        graph.addInitializer(embeddings(rows, width));
        graph.addInitializer(floats("positions", new float[positions * width], positions, width));
        graph.addInitializer(longs("poison_id", vocabulary().indexOf(POISON)));
        graph.addInitializer(longs("slow_id", vocabulary().indexOf(SLOW)));
        graph.addInitializer(longs("far", 1_000_000));
        graph.addInitializer(longs("endless", ENDLESS_LOOP));
        graph.addInitializer(floats("zero", new float[] {0}, 1));
        graph.addInitializer(longs("axis1", 1));
        graph.addInitializer(longs("axis2", 2));
        graph.addInitializer(scalar("from", 0));
        graph.addInitializer(scalar("step", 1));

        graph.addNode(node("Cast", List.of("input_ids"), "ids").addAttribute(integer("to", 7)));
        // A token that takes the graph out of a table's bounds.
        graph.addNode(node("Equal", List.of("ids", "poison_id"), "is_poison"));
        graph.addNode(node("Cast", List.of("is_poison"), "poisoned").addAttribute(integer("to", 7)));
        graph.addNode(node("Mul", List.of("poisoned", "far"), "poison_index"));
        graph.addNode(node("ReduceMax", List.of("poison_index"), "poison_max").addAttribute(integer("keepdims", 0)));
        graph.addNode(node("Gather", List.of("zero", "poison_max"), "nothing"));
        // A token that keeps the graph in a loop.
        graph.addNode(node("Equal", List.of("ids", "slow_id"), "is_slow"));
        graph.addNode(node("Cast", List.of("is_slow"), "slowed").addAttribute(integer("to", 7)));
        graph.addNode(node("Mul", List.of("slowed", "endless"), "slow_counts"));
        graph.addNode(node("ReduceMax", List.of("slow_counts"), "turns").addAttribute(integer("keepdims", 0)));
        graph.addNode(
                node("Loop", List.of("turns", "", "nothing"), "nothing_yet").addAttribute(loopBody()));
        // The mean of the embeddings.
        graph.addNode(node("Gather", List.of("embeddings", "ids"), "embedded"));
        graph.addNode(node("Shape", List.of("ids"), "shape"));
        graph.addNode(node("Gather", List.of("shape", "step"), "length"));
        graph.addNode(node("Range", List.of("from", "length", "step"), "places"));
        graph.addNode(node("Gather", List.of("positions", "places"), "placed"));
        graph.addNode(node("Add", List.of("embedded", "placed"), "states"));
        String mask = inputs.contains("attention_mask") ? "attention_mask" : "ids";
        graph.addNode(node("Cast", List.of(mask), "mask").addAttribute(integer("to", 1)));
        graph.addNode(node("Unsqueeze", List.of("mask", "axis2"), "mask3"));
        graph.addNode(node("Mul", List.of("states", "mask3"), "masked"));
        graph.addNode(node("ReduceSum", List.of("masked", "axis1"), "sum").addAttribute(integer("keepdims", 0)));
        graph.addNode(node("ReduceSum", List.of("mask", "axis1"), "count").addAttribute(integer("keepdims", 1)));
        graph.addNode(node("Div", List.of("sum", "count"), "mean"));
        graph.addNode(node("Add", List.of("mean", "nothing_yet"), "floats"));
        graph.addNode(node("Cast", List.of("floats"), outputName).addAttribute(integer("to", logitsType)));
        if (features) {
            graph.addNode(node("Identity", List.of("mean"), "features"));
            graph.addOutput(value("features", TensorProto.DataType.FLOAT_VALUE, "batch", String.valueOf(width)));
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
    }

    private TensorProto embeddings(int rows, int width) {
        float[] values = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                values[row * width + column] = (float) (3 * Math.sin(row * 1.7 + column * 2.9));
            }
        }
        int nan = vocabulary().indexOf(NAN);
        if (nan < rows) {
            values[nan * width] = Float.NaN;
        }
        return floats("embeddings", values, rows, width);
    }

    private static AttributeProto loopBody() {
        GraphProto body = GraphProto.newBuilder()
                .setName("body")
                .addInput(value("turn", TensorProto.DataType.INT64_VALUE))
                .addInput(value("go_on", TensorProto.DataType.BOOL_VALUE))
                .addInput(value("carried", TensorProto.DataType.FLOAT_VALUE))
                .addOutput(value("go_on_out", TensorProto.DataType.BOOL_VALUE))
                .addOutput(value("carried_out", TensorProto.DataType.FLOAT_VALUE))
                .addNode(node("Identity", List.of("go_on"), "go_on_out"))
                .addNode(node("Identity", List.of("carried"), "carried_out"))
                .build();
        return AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(body)
                .build();
    }
}
