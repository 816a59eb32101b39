package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.Shapes.Size;
import dev.parallax.infer.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Matrix products of 8-bit integers: weights with one scale a column, activations with one scale a token.
 *
 * <p>A token's activations are brought into the range of 8 bits by their own largest magnitude and by nothing of the
 * other tokens, and sums of integers are exact. So a text has the same logits, to the bit, alone and in any batch.
 * Attention's products of two activations, normalisations, softmax and embeddings stay in 32-bit floats.
 *
 * <p>Before that, activations are shifted and divided by channel as {@link ChannelBalance} has measured it, and the
 * weights take the opposite.
 */
final class QuantizedProducts implements Rewriting {

    private static final String MICROSOFT = "com.microsoft";
    /** The smallest matrix that is worth it, in elements. */
    private static final long SMALLEST = 1 << 12;
    /** Texts, tokens and channels. A head's vectors have no tokens, and its products stay as they are. */
    private static final int RANK = 3;

    /** Steps on either side of zero. */
    static final int SIGNED_LEVELS = 127;
    /** Steps above zero, where nothing is below it. */
    static final int POSITIVE_LEVELS = 255;

    private static final int ZERO_POINT = 128;
    private static final float SMALLEST_RANGE = 1e-12f;

    private final ActivationBalances balances;

    /** @param balances the balances of all activations that are multiplied by constant matrices */
    QuantizedProducts(ActivationBalances balances) {
        this.balances = balances;
    }

    @Override
    public String name() {
        return "int8";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        Map<String, List<NodeProto>> products = products(graph, shapes);
        GraphEdit edit = graph.edit().domain(MICROSOFT, 1);
        int places = 0;
        for (Map.Entry<String, List<NodeProto>> group : products.entrySet()) {
            List<NodeProto> quantized = new ArrayList<>();
            Activation activation = quantize(group.getKey(), graph, edit, quantized);
            for (NodeProto product : group.getValue()) {
                quantized.addAll(product(product, activation, graph, edit));
                edit.replace(product, quantized);
                quantized = new ArrayList<>();
                places++;
            }
        }
        return places == 0 ? new Result(graph, 0) : new Result(edit.done(), places);
    }

    /** Products of activations and constant matrices, by the activations. */
    static Map<String, List<NodeProto>> products(ModelGraph graph, Shapes shapes) {
        Map<String, List<NodeProto>> products = new LinkedHashMap<>();
        for (NodeProto node : graph.nodes()) {
            if (ModelGraph.is(node, "MatMul") && isQuantizable(node, graph, shapes)) {
                products.computeIfAbsent(node.getInput(0), name -> new ArrayList<>())
                        .add(node);
            }
        }
        return products;
    }

    /** Products of no text, such as those of relative positions, are constants that a session computes once. */
    private static boolean isQuantizable(NodeProto node, ModelGraph graph, Shapes shapes) {
        Optional<TensorProto> weights = graph.constant(node.getInput(1));
        Optional<List<Size>> shape = shapes.of(node.getOutput(0));
        return shapes.isFloat(node.getOutput(0))
                && shape.isPresent()
                && shape.get().size() == RANK
                && !shape.get().stream().allMatch(Size::isNumber)
                && weights.isPresent()
                && weights.get().getDimsCount() == 2
                && Constants.size(weights.get()) >= SMALLEST
                && Constants.floats(weights.get()).isPresent();
    }

    /** Activations as 8-bit integers, and the scale of each token, as the names of values. */
    private record Activation(String integers, String scale, String zeroPoint, ChannelBalance balance) {}

    private Activation quantize(String value, ModelGraph graph, GraphEdit edit, List<NodeProto> nodes) {
        String base = value + "/int8";
        ChannelBalance balance = balances.balance(value)
                .orElseThrow(() -> new ModelException(
                        "The balances have no numbers of the activation " + value + ": expected one of this model"));
        String balanced = balanced(value, balance, edit, nodes);
        boolean positive = balance.positive();
        String magnitude = positive ? balanced : add(edit.node("Abs", base + "/magnitude", balanced), nodes);
        String largest = add(Axes.overLast(edit, graph, "ReduceMax", base + "/largest", magnitude), nodes);
        String smallest = edit.constant(base + "/smallest", Constants.floats(new float[] {SMALLEST_RANGE}));
        String range = add(edit.node("Max", base + "/range", largest, smallest), nodes);
        float step = 1f / (positive ? POSITIVE_LEVELS : SIGNED_LEVELS);
        String unit = edit.constant(base + "/unit", Constants.floats(new float[] {step}));
        String scale = add(edit.node("Mul", base + "/scale", range, unit), nodes);
        String reciprocal = add(edit.node("Reciprocal", base + "/reciprocal", scale), nodes);
        String scaled = add(edit.node("Mul", base + "/scaled", balanced, reciprocal), nodes);
        String one = edit.constant(base + "/one", Constants.floats(new float[] {1}));
        byte[] zero = {(byte) (positive ? 0 : ZERO_POINT)};
        String zeroPoint = edit.constant(base + "/zero", Constants.bytes(TensorProto.DataType.UINT8, zero));
        String integers = add(edit.node("QuantizeLinear", base + "/integers", scaled, one, zeroPoint), nodes);
        return new Activation(integers, scale, zeroPoint, balance);
    }

    private static String balanced(String value, ChannelBalance balance, GraphEdit edit, List<NodeProto> nodes) {
        String balanced = value;
        if (balance.shifts()) {
            float[] shift = balance.shift();
            String constant = edit.constant(value + "/int8/shift", Constants.floats(shift, shift.length));
            balanced = add(edit.node("Sub", value + "/int8/shifted", balanced, constant), nodes);
        }
        if (balance.divides()) {
            float[] factors = new float[balance.divisor().length];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = 1 / balance.divisor()[i];
            }
            String constant = edit.constant(value + "/int8/factor", Constants.floats(factors, factors.length));
            balanced = add(edit.node("Mul", value + "/int8/balanced", balanced, constant), nodes);
        }
        return balanced;
    }

    private static List<NodeProto> product(NodeProto product, Activation activation, ModelGraph graph, GraphEdit edit) {
        TensorProto weights = graph.constant(product.getInput(1)).orElseThrow();
        int rows = Math.toIntExact(weights.getDims(0));
        int columns = Math.toIntExact(weights.getDims(1));
        float[] values = Constants.floats(weights).orElseThrow();
        ColumnScaled integers = ColumnScaled.of(activation.balance().weights(values), rows, columns);
        String base = product.getOutput(0) + "/int8";
        String matrix = edit.constant(
                base + "/weights", Constants.bytes(TensorProto.DataType.INT8, integers.values(), rows, columns));
        String scales = edit.constant(base + "/scales", Constants.floats(integers.scales(), columns));
        String one = edit.constant(base + "/one", Constants.floats(new float[] {1}));
        List<NodeProto> nodes = new ArrayList<>();
        String plain = add(
                edit.node(
                                "MatMulIntegerToFloat",
                                base + "/plain",
                                activation.integers(),
                                matrix,
                                one,
                                scales,
                                activation.zeroPoint())
                        .setDomain(MICROSOFT),
                nodes);
        NodeProto.Builder scaled = edit.node("Mul", base + "/product", plain, activation.scale());
        float[] offset = activation.balance().offset(values, integers);
        if (!addToBias(product.getOutput(0), offset, graph, edit)) {
            String sum = add(scaled, nodes);
            String constant = edit.constant(base + "/offset", Constants.floats(offset, columns));
            scaled = edit.node("Add", base + "/sum", sum, constant);
        }
        nodes.add(scaled.setOutput(0, product.getOutput(0)).build());
        return nodes;
    }

    /** Adds an offset to the bias, if a product is read by the addition of a bias and by nothing else. */
    private static boolean addToBias(String product, float[] offset, ModelGraph graph, GraphEdit edit) {
        List<NodeProto> readers = graph.consumers(product);
        if (readers.size() != 1 || graph.isOutput(product) || !ModelGraph.is(readers.get(0), "Add")) {
            return false;
        }
        NodeProto add = readers.get(0);
        int place = add.getInput(0).equals(product) ? 1 : 0;
        Optional<float[]> bias = graph.constant(add.getInput(place))
                .filter(tensor -> tensor.getDimsList().equals(List.of((long) offset.length)))
                .flatMap(Constants::floats);
        if (bias.isEmpty()) {
            return false;
        }
        float[] sum = new float[offset.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = bias.get()[i] + offset[i];
        }
        String constant = edit.constant(add.getInput(place) + "/int8", Constants.floats(sum, sum.length));
        edit.replace(add, List.of(add.toBuilder().setInput(place, constant).build()));
        return true;
    }

    private static String add(NodeProto.Builder node, List<NodeProto> nodes) {
        nodes.add(node.build());
        return node.getOutput(0);
    }
}
