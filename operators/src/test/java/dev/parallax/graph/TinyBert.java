package dev.parallax.graph;

import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small transformer with random weights, in the operators that exporters write: layers of attention and feed-forward
 * networks with layer normalisation, and a head of three classes.
 */
public final class TinyBert extends TinyGraph {

    /** The architectures, which differ in inputs, positions, mask and head. */
    public enum Architecture {
        BERT,
        DISTILBERT,
        /** XLM-RoBERTa's graph is the same. */
        ROBERTA,
        /** One set of weights for all layers, smaller word vectors, and GELU with a hyperbolic tangent. */
        ALBERT,
        /** Attention by content and by relative position, with heads and rows in one axis. */
        DEBERTA
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
    private static final int HEADS = 2;
    /** Relative positions in each direction. */
    private static final int SPAN = 6;
    /** Stands for the number of tokens in a shape. */
    private static final int TOKENS = -2;

    private final Architecture architecture;
    private Head head = Head.FIRST_TOKEN;
    private int layers = 2;
    private int width = 8;
    private boolean operator;
    private boolean shapeOfInput;
    private boolean hiddenStateIsOutput;
    private boolean scaleOfShape;
    private boolean normalizedFirst;
    private Activation activation = Activation.ERF;

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
        boolean albert = architecture == Architecture.ALBERT;
        if (albert) {
            shareWeights();
        }
        for (int layer = 0; layer < layers; layer++) {
            if (albert && layer > 0) {
                useSharedWeights();
            }
            x = layer(x, mask);
        }
        endSharing();
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
        int size = architecture == Architecture.ALBERT ? width / 2 : width;
        String words = apply("Gather", weights(VOCABULARY, size), "input_ids");
        if (architecture == Architecture.DEBERTA) {
            String used = cast(unsqueeze("attention_mask", 2), 1);
            return apply("Mul", normalized(words, size), used);
        }
        String sum = apply("Add", words, apply("Gather", weights(POSITIONS, size), positions()));
        if (architecture == Architecture.BERT || architecture == Architecture.ALBERT) {
            graph.addInput(value("token_type_ids", TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
            sum = apply("Add", sum, apply("Gather", weights(2, size), "token_type_ids"));
        }
        String embedded = normalized(sum, size);
        return size == width ? embedded : linear(embedded, size, width);
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

    /** What is added to scores; with DistilBERT and DeBERTa what is true where a score becomes the lowest number. */
    private String mask() {
        if (architecture == Architecture.DISTILBERT) {
            return unsqueeze(apply("Equal", "attention_mask", constant(0)), 1, 2);
        }
        if (architecture == Architecture.DEBERTA) {
            String both = apply("Mul", unsqueeze("attention_mask", 1), unsqueeze("attention_mask", 2));
            return unsqueeze(apply("Equal", both, constant(0)), 1);
        }
        String rows = cast(unsqueeze("attention_mask", 1, 2), 1);
        return apply("Mul", apply("Sub", number(1), rows), number(-10000));
    }

    private String layer(String x, String mask) {
        if (normalizedFirst) {
            String attended = apply("Add", attended(normalized(x), mask), x);
            return apply("Add", feedForward(normalized(attended)), attended);
        }
        String attended = normalized(apply("Add", attended(x, mask), x));
        return normalized(apply("Add", feedForward(attended), attended));
    }

    private String attended(String x, String mask) {
        String joined = architecture == Architecture.DEBERTA ? disentangled(x, mask) : attention(x, mask);
        return linear(joined, width, width);
    }

    private String feedForward(String x) {
        String inner = linear(x, width, 2 * width);
        String active = architecture == Architecture.ALBERT ? geluOfTanh(inner) : gelu(inner);
        return linear(active, 2 * width, width);
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
        String probabilities = softmax(masked);
        String context = transposed(apply("MatMul", probabilities, values), 0, 2, 1, 3);
        return apply("Reshape", context, shape(shapeOfInput ? x : context, width));
    }

    /** Attention with scores of contents, of a content and a relative position, and the other way round. */
    private String disentangled(String x, String mask) {
        String queryWeights = weights(width, width);
        String keyWeights = weights(width, width);
        String bias = weights(width);
        String query = flatHeads(apply("Add", apply("MatMul", x, queryWeights), bias), x);
        String key = flatHeads(apply("Add", apply("MatMul", x, keyWeights), bias), x);
        String values = flatHeads(linear(x, width, width), x);
        String relative = weights(1, 2 * SPAN, width);
        String scores = apply("MatMul", query, transposed(key, 0, 2, 1));
        String toPosition = apply("MatMul", query, positionHeads(apply("MatMul", relative, keyWeights)));
        String fromPosition = apply("MatMul", key, positionHeads(apply("MatMul", relative, queryWeights)));
        scores = apply("Add", scores, atDistances(toPosition, scores, false));
        scores = apply("Add", scores, transposed(atDistances(fromPosition, scores, true), 0, 2, 1));
        scores = apply("Div", scores, number((float) Math.sqrt(3.0 * width / HEADS)));
        String byHead = apply("Reshape", scores, joinedShape(x, -1, HEADS, TOKENS, TOKENS));
        String probabilities = softmax(apply("Where", mask, number(-1e30f), byHead));
        String used = apply("Where", mask, number(0), probabilities);
        String flat = apply("Reshape", used, joinedShape(x, -1, TOKENS, TOKENS));
        String context = apply("MatMul", flat, values);
        String split = apply("Reshape", context, joinedShape(x, -1, HEADS, TOKENS, width / HEADS));
        return apply("Reshape", transposed(split, 0, 2, 1, 3), joinedShape(x, -1, TOKENS, width));
    }

    /** Vectors by row and head in the first axis. */
    private String flatHeads(String projected, String x) {
        String split = apply("Reshape", projected, joinedShape(x, -1, TOKENS, HEADS, width / HEADS));
        return apply("Reshape", transposed(split, 0, 2, 1, 3), joinedShape(x, -1, TOKENS, width / HEADS));
    }

    /** Vectors of relative positions by row and head in the first axis, as a right factor. */
    private String positionHeads(String projected) {
        String split = apply("Reshape", projected, constants(2 * SPAN, HEADS, width / HEADS));
        String rows = unsqueeze(apply("Gather", apply("Shape", "input_ids"), constant(0)), 0);
        String times = attribute("Concat", integer("axis", 0), rows, constants(1, 1));
        return apply("Tile", transposed(split, 1, 2, 0), times);
    }

    /** Scores by relative position, read at the distances between tokens. */
    private String atDistances(String byPosition, String scores, boolean reverse) {
        String length = apply("Gather", apply("Shape", "input_ids"), constant(1));
        String places = apply("Range", constant(0), length, constant(1));
        String distance = apply("Sub", unsqueeze(places, reverse ? 0 : 1), unsqueeze(places, reverse ? 1 : 0));
        String index = apply("Add", distance, constant(SPAN));
        index = apply("Where", apply("Less", index, constant(0)), constant(0), index);
        index = apply("Where", apply("Less", constant(2 * SPAN - 1), index), constant(2 * SPAN - 1), index);
        String expanded = apply("Expand", index, apply("Shape", scores));
        return attribute("GatherElements", integer("axis", 2), byPosition, expanded);
    }

    /** A shape of numbers, with the number of tokens of a value where {@link #TOKENS} stands. */
    private String joinedShape(String of, long... sizes) {
        List<String> parts = new ArrayList<>();
        for (long size : sizes) {
            parts.add(
                    size == TOKENS ? unsqueeze(apply("Gather", apply("Shape", of), constant(1)), 0) : constants(size));
        }
        return attribute("Concat", integer("axis", 0), parts.toArray(new String[0]));
    }

    private String softmax(String scores) {
        return attribute("Softmax", integer("axis", opset < 13 ? 3 : -1), scores);
    }

    private String geluOfTanh(String x) {
        String cube = apply("Mul", apply("Pow", x, number(3)), number(0.044715f));
        String inner = apply("Mul", apply("Add", x, cube), number((float) Math.sqrt(2 / Math.PI)));
        return apply("Mul", apply("Mul", x, number(0.5f)), apply("Add", apply("Tanh", inner), number(1)));
    }

    private String heads(String projected, String x, int... order) {
        String split = apply("Reshape", projected, shape(shapeOfInput ? x : projected, 2, width / 2));
        return transposed(split, order);
    }

    private String normalized(String x) {
        return normalized(x, width);
    }

    private String normalized(String x, int size) {
        String scale = weights(size);
        String bias = weights(size);
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
}
