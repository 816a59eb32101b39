package dev.parallax.train.model;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.longs;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.BertTokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A real encoder of a few kilobytes, with a WordPiece tokenizer: every token's vector is its embedding plus the sum of
 * the embeddings of all tokens under the attention mask.
 */
public final class TinyEncoder {

    /** The words of its vocabulary. */
    public static final List<String> WORDS = List.of(
            "good", "great", "lovely", "bad", "awful", "dull", "the", "a", "film", "meal", "phone", "was", "and",
            "very", "[PAD]", "[UNK]", "[CLS]", "[SEP]", ".");

    /** Elements of a token's vector by default. */
    public static final int WIDTH = 8;

    private int width = WIDTH;
    private boolean widthDeclared = true;
    private String output = EncoderGraph.HIDDEN_STATE;
    private List<String> inputs = List.of("input_ids", "attention_mask", "token_type_ids");
    private long opset = 13;
    private long irVersion = 7;
    private String sumName = "sum";
    private int type = TensorProto.DataType.FLOAT_VALUE;

    /** With another width of the vectors. */
    public TinyEncoder width(int elements) {
        width = elements;
        return this;
    }

    /** Without a declared width of the vectors. */
    public TinyEncoder undeclaredWidth() {
        widthDeclared = false;
        return this;
    }

    /** With another name of the output. */
    public TinyEncoder output(String name) {
        output = name;
        return this;
    }

    /** With other inputs, {@code input_ids} and {@code attention_mask} among them. */
    public TinyEncoder inputs(String... names) {
        inputs = List.of(names);
        return this;
    }

    /** With vectors of another type, as ONNX numbers types. */
    public TinyEncoder type(int number) {
        type = number;
        return this;
    }

    /** With another opset in the file's head. */
    public TinyEncoder opset(long version) {
        opset = version;
        return this;
    }

    /** With another IR version in the file's head. */
    public TinyEncoder irVersion(long version) {
        irVersion = version;
        return this;
    }

    /** With another name for a value within the graph. */
    public TinyEncoder valueNamed(String name) {
        sumName = name;
        return this;
    }

    /** Writes {@code model.onnx} and {@code tokenizer.json}. */
    public EncoderFolder write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), graph().toByteArray());
            Files.writeString(
                    folder.resolve("tokenizer.json"),
                    BertTokenizerJson.of(WORDS, List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"))
                            .toString());
            return EncoderFolder.open("tiny", folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFloat() {
        return type == TensorProto.DataType.FLOAT_VALUE;
    }

    /** The graph. */
    public ModelProto graph() {
        float[] embeddings = new float[WORDS.size() * width];
        Random random = new Random(3);
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) random.nextGaussian();
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInitializer(floats("embeddings", embeddings, WORDS.size(), width))
                .addInitializer(longs("last_axis", 2))
                .addInitializer(longs("sequence_axis", 1))
                .addNode(node("Gather", List.of("embeddings", "input_ids"), "vectors"))
                .addNode(node("Cast", List.of("attention_mask"), "float_mask")
                        .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("Unsqueeze", List.of("float_mask", "last_axis"), "column"))
                .addNode(node("Mul", List.of("vectors", "column"), "masked"))
                .addNode(node("ReduceSum", List.of("masked", "sequence_axis"), sumName)
                        .addAttribute(integer("keepdims", 1)))
                .addNode(node("Add", List.of("vectors", sumName), isFloat() ? output : "last_floats"))
                .addOutput(
                        value(output, type, "batch", "sequence", widthDeclared ? String.valueOf(width) : "elements"));
        if (!isFloat()) {
            graph.addNode(node("Cast", List.of("last_floats"), output).addAttribute(integer("to", type)));
        }
        for (String input : inputs) {
            graph.addInput(value(input, TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        }
        return ModelProto.newBuilder()
                .setIrVersion(irVersion)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }
}
