package dev.parallax.train;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A real encoder of a few kilobytes, with a WordPiece tokenizer: every token's vector is its embedding plus the sum of the
 * embeddings of all tokens under the attention mask.
 */
public final class TinyEncoder {

    /** The words that it knows. */
    public static final List<String> WORDS = List.of(
            "good", "great", "lovely", "bad", "awful", "dull", "the", "a", "film", "meal", "phone", "was", "and",
            "very", "[PAD]", "[UNK]", "[CLS]", "[SEP]", ".");

    /** Elements of a token's vector unless told otherwise. */
    public static final int WIDTH = 8;

    private int width = WIDTH;
    private boolean widthDeclared = true;
    private String output = EncoderGraph.HIDDEN_STATE;
    private List<String> inputs = List.of("input_ids", "attention_mask", "token_type_ids");
    private long opset = 13;
    private long irVersion = 7;
    private String sumName = "sum";

    /** With another width of the vectors. */
    public TinyEncoder width(int elements) {
        width = elements;
        return this;
    }

    /** Without saying how wide the vectors are. */
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
            Files.writeString(folder.resolve("tokenizer.json"), tokenizer().toString());
            return EncoderFolder.open("tiny", folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The graph. */
    public ModelProto graph() {
        TensorProto.Builder embeddings = TensorProto.newBuilder()
                .setName("embeddings")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(WORDS.size())
                .addDims(width);
        Random random = new Random(3);
        for (int i = 0; i < WORDS.size() * width; i++) {
            embeddings.addFloatData((float) random.nextGaussian());
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInitializer(embeddings)
                .addInitializer(axis("last_axis", 2))
                .addInitializer(axis("sequence_axis", 1))
                .addNode(node("Gather", "vectors", "embeddings", "input_ids"))
                .addNode(node("Cast", "float_mask", "attention_mask")
                        .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("Unsqueeze", "column", "float_mask", "last_axis"))
                .addNode(node("Mul", "masked", "vectors", "column"))
                .addNode(node("ReduceSum", sumName, "masked", "sequence_axis").addAttribute(attribute("keepdims", 1)))
                .addNode(node("Add", output, "vectors", sumName));
        TensorShapeProto.Dimension elements = widthDeclared ? OnnxFile.size(width) : OnnxFile.named("elements");
        graph.addOutput(OnnxFile.floats(output, OnnxFile.named("batch"), OnnxFile.named("sequence"), elements));
        for (String input : inputs) {
            graph.addInput(ValueInfoProto.newBuilder()
                    .setName(input)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder()
                                    .setElemType(TensorProto.DataType.INT64_VALUE)
                                    .setShape(TensorShapeProto.newBuilder()
                                            .addDim(OnnxFile.named("batch"))
                                            .addDim(OnnxFile.named("sequence"))))));
        }
        return ModelProto.newBuilder()
                .setIrVersion(irVersion)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    private static TensorProto axis(String name, long axis) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(axis)
                .build();
    }

    private static NodeProto.Builder node(String operator, String result, String... arguments) {
        return NodeProto.newBuilder()
                .setName(operator + "_" + result)
                .setOpType(operator)
                .addAllInput(List.of(arguments))
                .addOutput(result);
    }

    private static AttributeProto.Builder attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static ObjectNode tokenizer() {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
            added.addObject()
                    .put("id", WORDS.indexOf(special))
                    .put("content", special)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", true);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode processor = root.putObject("post_processor").put("type", "BertProcessing");
        processor.putArray("sep").add("[SEP]").add(WORDS.indexOf("[SEP]"));
        processor.putArray("cls").add("[CLS]").add(WORDS.indexOf("[CLS]"));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode vocabulary = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100)
                .putObject("vocab");
        for (int id = 0; id < WORDS.size(); id++) {
            vocabulary.put(WORDS.get(id), id);
        }
        return root;
    }
}
