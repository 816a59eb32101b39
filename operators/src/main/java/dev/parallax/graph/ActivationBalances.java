package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.model.ModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way in which the activations of a model are quantised: a {@link ChannelBalance} for each, chosen by the
 * activations of real texts. A hundred short texts of the kind that the model is for are enough.
 *
 * <p>Numbers are kept with 8 significant bits, which is more than their choice deserves, so that a file is small. As
 * bytes it is an ONNX model without nodes, whose initialisers are named by activation and by {@code shift},
 * {@code divisor} and {@code mean}, or {@code positive_shift} where no shifted activation is negative. Immutable.
 */
public final class ActivationBalances {

    private static final String SHIFT = "/shift";
    private static final String POSITIVE_SHIFT = "/positive_shift";
    private static final String DIVISOR = "/divisor";
    private static final String MEAN = "/mean";
    /** The bits of a 32-bit float that bfloat16 has too. */
    private static final int KEPT_BITS = 0xFFFF0000;

    private static final long IR_VERSION = 8;

    private final SortedMap<String, ChannelBalance> balances;

    private ActivationBalances(Map<String, ChannelBalance> balances) {
        this.balances = new TreeMap<>(balances);
    }

    /**
     * Runs a graph on texts, each alone, and chooses.
     *
     * @param products products of activations and constant matrices, by the activations' names
     * @param texts the texts, at least one
     * @throws ModelException if the graph cannot be run
     */
    static ActivationBalances measured(ModelGraph graph, Map<String, List<NodeProto>> products, List<Encoding> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("expected texts for the measurement of activations, found none");
        }
        if (products.isEmpty()) {
            return new ActivationBalances(Map.of());
        }
        ActivationSample sample = ActivationSample.of(graph, products.keySet(), texts);
        Map<String, ChannelBalance> balances = new HashMap<>();
        products.forEach((value, nodes) -> {
            List<float[]> matrices = nodes.stream()
                    .map(node -> graph.constant(node.getInput(1))
                            .flatMap(Constants::floats)
                            .orElseThrow())
                    .toList();
            ChannelBalance best = new BalanceChoice(sample.rows(value), matrices).best();
            balances.put(
                    value,
                    new ChannelBalance(
                            rounded(best.shift()), rounded(best.divisor()), rounded(best.mean()), best.positive()));
        });
        return new ActivationBalances(balances);
    }

    private static float[] rounded(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Float.intBitsToFloat(Float.floatToIntBits(values[i]) & KEPT_BITS);
        }
        return rounded;
    }

    /**
     * Reads balances.
     *
     * @param origin origin of the bytes, for messages
     * @throws ModelException if they are not those of balances
     */
    public static ActivationBalances parse(String origin, byte[] bytes) {
        Map<String, float[]> numbers = new HashMap<>();
        try {
            for (TensorProto tensor : ModelProto.parseFrom(bytes).getGraph().getInitializerList()) {
                Constants.floats(tensor).ifPresent(values -> numbers.put(tensor.getName(), values));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(origin + " is no file of balances of activations: " + e.getMessage(), e);
        }
        Map<String, ChannelBalance> balances = new HashMap<>();
        for (Map.Entry<String, float[]> entry : numbers.entrySet()) {
            if (entry.getKey().endsWith(DIVISOR)) {
                String value = entry.getKey().substring(0, entry.getKey().length() - DIVISOR.length());
                float[] mean = numbers.get(value + MEAN);
                float[] shift = numbers.get(value + SHIFT);
                float[] positive = numbers.get(value + POSITIVE_SHIFT);
                float[] either = shift != null ? shift : positive;
                if (mean == null || either == null || either.length != mean.length) {
                    throw new ModelException(origin
                            + " is no file of balances of activations: expected shift, divisor and mean of " + value);
                }
                balances.put(value, new ChannelBalance(either, entry.getValue(), mean, shift == null));
            }
        }
        return new ActivationBalances(balances);
    }

    /** The balances as bytes; the same balances always have the same. */
    public byte[] toByteArray() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("balances");
        balances.forEach((value, balance) -> {
            graph.addInitializer(tensor(value + (balance.positive() ? POSITIVE_SHIFT : SHIFT), balance.shift()));
            graph.addInitializer(tensor(value + DIVISOR, balance.divisor()));
            graph.addInitializer(tensor(value + MEAN, balance.mean()));
        });
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static TensorProto tensor(String name, float[] values) {
        return Constants.floats(values, values.length).toBuilder().setName(name).build();
    }

    /** The balance of an activation, if it was measured. */
    Optional<ChannelBalance> balance(String activation) {
        return Optional.ofNullable(balances.get(activation));
    }
}
