package dev.parallax.graph;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small transformer with random weights, in the operators that exporters write: layers of attention and feed-forward
 * networks with layer normalisation, and a head of three classes.
 */
public final class TinyBert {

    /** The architectures, which differ in inputs, positions, mask and head. */
    public enum Architecture {
        BERT,
        DISTILBERT,
        ROBERTA
    }

    /** The vector that the head reads. */
    public enum Head {
        FIRST_TOKEN,
        SLICED_FIRST_TOKEN,
        SECOND_TOKEN,
        MEAN
    }

    /** The ways in which exporters write the activation between the layers of a feed-forward network. */
    public enum Activation {
        ERF,
        ERF_HALVED_FIRST,
        TANH_OF_POWER,
        TANH_OF_PRODUCT,
        /** The operator of opset 20. */
        OPERATOR
    }

    /** The number of token ids. */
    public static final int VOCABULARY = 40;

    private static final int POSITIONS = 48;
    private static final int CLASSES = 3;
    private static final int PADDING = 1;

    private final Architecture architecture;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    private Random random = new Random(1);
    private Head head = Head.FIRST_TOKEN;
    private int opset = 14;
    private int layers = 2;
    private int width = 8;
    private boolean operator;
    private boolean shapeOfInput;
    private boolean hiddenStateIsOutput;
    private boolean scaleOfShape;
    private boolean normalizedFirst;
    private Activation activation = Activation.ERF;
    private int names;

    private TinyBert(Architecture architecture) {
        this.architecture = architecture;
    }

    /** A model of an architecture, with a head on the first token. */
    public static TinyBert of(Architecture architecture) {
        return new TinyBert(architecture);
    }

    /** With other weights. */
    public TinyBert seed(long seed) {
        random = new Random(seed);
        return this;
    }

    /** With another head. */
    public TinyBert head(Head which) {
        head = which;
        return this;
    }

    /** With operators of another version, 11 or later. */
    public TinyBert opset(int version) {
        opset = version;
        return this;
    }

    /** With another number of layers. */
    public TinyBert layers(int number) {
        layers = number;
        return this;
    }

    /** With vectors of another size, a multiple of 4. */
    public TinyBert width(int elements) {
        width = elements;
        return this;
    }

    /** With the operator LayerNormalization, which opset 17 brought, in place of primitive operators. */
    public TinyBert layerNormalizationOperator() {
        operator = true;
        return this;
    }

    /** With shapes of queries and contexts computed from the layer's input, as newer exports do. */
    public TinyBert shapesOfLayerInput() {
        shapeOfInput = true;
        return this;
    }

    /** With the last hidden state as a second output. */
    public TinyBert hiddenStateIsOutput() {
        hiddenStateIsOutput = true;
        return this;
    }

    /** With queries and keys scaled before their product, by a root that is computed of a shape. */
    public TinyBert scaledQueriesAndKeys() {
        scaleOfShape = true;
        return this;
    }

    /** With a normalisation before each network in place of one behind it, so that sums are read twice. */
    public TinyBert normalizedFirst() {
        normalizedFirst = true;
        return this;
    }

    /** With an activation of another form. */
    public TinyBert activation(Activation which) {
        activation = which;
        return this;
    }

    /** The model. */
    public ModelProto model() {
        graph.addInput(value("input_ids", TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        graph.addInput(value("attention_mask", TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        String x = embeddings();
        String mask = mask();
        for (int layer = 0; layer < layers; layer++) {
            x = layer(x, mask);
        }
        if (normalizedFirst) {
            x = normalized(x);
        }
        if (hiddenStateIsOutput) {
            graph.addNode(node("Identity", List.of(x), "last_hidden_state"));
            graph.addOutput(
                    value("last_hidden_state", TensorProto.DataType.FLOAT_VALUE, "batch", "sequence", "" + width));
        }
        String pooled = pooled(x);
        String dense = linear(pooled, width, width);
        String active = apply(architecture == Architecture.DISTILBERT ? "Relu" : "Tanh", dense);
        graph.addNode(node("Identity", List.of(linear(active, width, CLASSES)), "logits"));
        graph.addOutput(value("logits", TensorProto.DataType.FLOAT_VALUE, "batch", "" + CLASSES));
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    private String embeddings() {
        String words = apply("Gather", weights(VOCABULARY, width), "input_ids");
        String sum = apply("Add", words, apply("Gather", weights(POSITIONS, width), positions()));
        if (architecture == Architecture.BERT) {
            graph.addInput(value("token_type_ids", TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
            sum = apply("Add", sum, apply("Gather", weights(2, width), "token_type_ids"));
        }
        return normalized(sum);
    }

    private String positions() {
        if (architecture == Architecture.ROBERTA) {
            String padding = apply("Equal", "input_ids", constant(PADDING));
            String used = cast(apply("Not", padding), 7);
            String counted = apply("CumSum", used, constant(1));
            return apply("Add", apply("Mul", counted, used), constant(PADDING));
        }
        String length = apply("Gather", apply("Shape", "input_ids"), constant(1));
        return apply("Range", constant(0), length, constant(1));
    }

    /** What is added to scores; with DistilBERT what is true where a score becomes the lowest number. */
    private String mask() {
        if (architecture == Architecture.DISTILBERT) {
            return unsqueeze(apply("Equal", "attention_mask", constant(0)), 1, 2);
        }
        String rows = cast(unsqueeze("attention_mask", 1, 2), 1);
        return apply("Mul", apply("Sub", number(1), rows), number(-10000));
    }

    private String layer(String x, String mask) {
        if (normalizedFirst) {
            String attended = apply("Add", attention(normalized(x), mask), x);
            return apply("Add", feedForward(normalized(attended)), attended);
        }
        String attended = normalized(apply("Add", attention(x, mask), x));
        return normalized(apply("Add", feedForward(attended), attended));
    }

    private String attention(String x, String mask) {
        String query = heads(linear(x, width, width), x, 0, 2, 1, 3);
        String key = heads(linear(x, width, width), x, 0, 2, 3, 1);
        String values = heads(linear(x, width, width), x, 0, 2, 1, 3);
        String scores;
        if (scaleOfShape) {
            String size = cast(apply("Slice", apply("Shape", query), constants(3), constants(4)), 1);
            String root = apply("Sqrt", apply("Div", number(1), apply("Sqrt", size)));
            scores = apply("MatMul", apply("Mul", query, root), apply("Mul", key, root));
        } else {
            scores = apply("Div", apply("MatMul", query, key), number(2));
        }
        String masked;
        if (architecture == Architecture.DISTILBERT) {
            String expanded = apply("Expand", mask, apply("Shape", scores));
            masked = apply("Where", expanded, number(-1e30f), scores);
        } else {
            masked = apply("Add", scores, mask);
        }
        String probabilities = attribute("Softmax", integer("axis", opset < 13 ? 3 : -1), masked);
        String context = transposed(apply("MatMul", probabilities, values), 0, 2, 1, 3);
        String joined = apply("Reshape", context, shape(shapeOfInput ? x : context, width));
        return linear(joined, width, width);
    }

    private String feedForward(String x) {
        return linear(gelu(linear(x, width, 2 * width)), 2 * width, width);
    }

    private String heads(String projected, String x, int... order) {
        String split = apply("Reshape", projected, shape(shapeOfInput ? x : projected, 2, width / 2));
        return transposed(split, order);
    }

    /** The first two sizes of a value, and numbers behind them. */
    private String shape(String of, long... behind) {
        String sizes = apply("Shape", of);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            parts.add(unsqueeze(apply("Gather", sizes, constant(i)), 0));
        }
        for (long size : behind) {
            parts.add(constants(size));
        }
        return attribute("Concat", integer("axis", 0), parts.toArray(new String[0]));
    }

    private String normalized(String x) {
        String scale = weights(width);
        String bias = weights(width);
        if (operator) {
            return attribute("LayerNormalization", integer("axis", -1), x, scale, bias);
        }
        String centred = apply("Sub", x, mean(x));
        String variance = mean(apply("Pow", centred, number(2)));
        String deviation = apply("Sqrt", apply("Add", variance, number(1e-12f)));
        return apply("Add", apply("Mul", apply("Div", centred, deviation), scale), bias);
    }

    private String mean(String x) {
        return opset >= 18 ? apply("ReduceMean", x, constants(-1)) : attribute("ReduceMean", axes(-1), x);
    }

    private String gelu(String x) {
        return switch (activation) {
            case ERF -> apply("Mul", apply("Mul", x, onePlus(erf(x))), number(0.5f));
            case ERF_HALVED_FIRST -> apply("Mul", apply("Mul", number(0.5f), x), onePlus(erf(x)));
            case TANH_OF_POWER -> tanhGelu(x, apply("Pow", x, number(3)));
            case TANH_OF_PRODUCT -> tanhGelu(x, apply("Mul", apply("Mul", x, x), x));
            case OPERATOR -> apply("Gelu", x);
        };
    }

    private String erf(String x) {
        return apply("Erf", apply("Div", x, number((float) Math.sqrt(2))));
    }

    private String onePlus(String x) {
        return apply("Add", x, number(1));
    }

    private String tanhGelu(String x, String cube) {
        String inner = apply("Add", x, apply("Mul", number(0.044715f), cube));
        String tanh = apply("Tanh", apply("Mul", inner, number((float) Math.sqrt(2 / Math.PI))));
        return apply("Mul", apply("Mul", number(0.5f), x), onePlus(tanh));
    }

    private String pooled(String x) {
        return switch (head) {
            case FIRST_TOKEN -> attribute("Gather", integer("axis", 1), x, constant(0));
            case SECOND_TOKEN -> attribute("Gather", integer("axis", 1), x, constant(1));
            case SLICED_FIRST_TOKEN -> {
                String row = apply("Slice", x, constants(0), constants(1), constants(1));
                yield apply("Reshape", row, constants(0, width));
            }
            case MEAN -> {
                String mask = cast(unsqueeze("attention_mask", 1), 1);
                String sum = apply("Reshape", apply("MatMul", mask, x), constants(0, width));
                String ones = cast(unsqueeze("attention_mask", 2), 1);
                String count = apply("Reshape", apply("MatMul", mask, ones), constants(0, 1));
                yield apply("Div", sum, count);
            }
        };
    }

    private String linear(String x, int rows, int columns) {
        return apply("Add", apply("MatMul", x, weights(rows, columns)), weights(columns));
    }

    private String cast(String x, int type) {
        return attribute("Cast", integer("to", type), x);
    }

    private String unsqueeze(String x, long... axes) {
        return opset >= 13 ? apply("Unsqueeze", x, constants(axes)) : attribute("Unsqueeze", axes(axes), x);
    }

    private String transposed(String x, int... order) {
        AttributeProto.Builder permutation =
                AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
        for (int axis : order) {
            permutation.addInts(axis);
        }
        return attribute("Transpose", permutation, x);
    }

    private static AttributeProto.Builder axes(long... axes) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS);
        for (long axis : axes) {
            attribute.addInts(axis);
        }
        return attribute;
    }

    private String apply(String type, String... inputs) {
        return added(node(type, List.of(inputs), name()));
    }

    private String attribute(String type, AttributeProto.Builder attribute, String... inputs) {
        return added(node(type, List.of(inputs), name()).addAttribute(attribute));
    }

    private String added(NodeProto.Builder node) {
        graph.addNode(node);
        return node.getOutput(0);
    }

    private String name() {
        return "v" + names++;
    }

    private String weights(int... sizes) {
        int size = 1;
        long[] dimensions = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            size *= sizes[i];
            dimensions[i] = sizes[i];
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * (sizes.length == 1 ? 0.5 : 1.5 / Math.sqrt(sizes[0])))
                    + (sizes.length == 1 ? 0.3f : 0);
        }
        String name = name();
        graph.addInitializer(floats(name, values, dimensions));
        return name;
    }

    private String number(float value) {
        String name = name();
        graph.addInitializer(floats(name, new float[] {value}));
        return name;
    }

    private String constant(long value) {
        String name = name();
        graph.addInitializer(
                Constants.integers(new long[] {value}).toBuilder().setName(name).build());
        return name;
    }

    /** A vector, from a node as some exporters write it. */
    private String constants(long... values) {
        AttributeProto.Builder tensor = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(Constants.integers(values, values.length));
        return attribute("Constant", tensor);
    }
}
