package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OrtRuntime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * Values of a graph that depend on the shape of a batch or on its attention mask alone, found by running the graph on
 * batches with different masks: exporters compute scales and masks in too many ways to follow them all.
 */
public final class MeasuredValues {

    /** The meanings of a value {@code [texts, heads or 1, tokens or 1, tokens]} that is computed from the mask. */
    public enum Mask {
        /** 0 for a token, and a number that is as good as minus infinity for padding: it is added to scores. */
        ADDED,
        /** True for padding. */
        TRUE_FOR_PADDING,
        /** True for a token. */
        TRUE_FOR_TOKENS
    }

    /** The mask's input. */
    public static final String ATTENTION_MASK = "attention_mask";

    /**
     * The largest number that is as good as minus infinity when it is added to a score: in 32-bit floats, softmax makes
     * 0 of a score that is lower than the largest by 104 or more. Exporters take -10,000 or the lowest float.
     */
    public static final double LOWEST = -1000;

    private static final int[][] SIZES = {{3, 7}, {5, 11}, {2, 9}};
    private static final int RANK = 4;

    /** Elements of one run's value, {@code false} as 0 and {@code true} as 1. */
    private record Elements(long[] shape, float[] values, boolean isFloat) {}

    private final List<int[][]> masks = new ArrayList<>();
    private final Map<String, List<Elements>> elements = new HashMap<>();

    private MeasuredValues() {}

    /**
     * Runs a graph.
     *
     * @param values names of values; those that depend on another input than the mask are left out
     * @throws ModelException if the graph cannot be run
     */
    public static MeasuredValues of(ModelGraph graph, Collection<String> values) {
        MeasuredValues measured = new MeasuredValues();
        List<String> wanted = values.stream()
                .distinct()
                .filter(value -> Set.of(ATTENTION_MASK).containsAll(inputs(graph, value)))
                .toList();
        if (wanted.isEmpty()) {
            return measured;
        }
        GraphProto.Builder proto = graph.model().getGraph().toBuilder().clearOutput();
        wanted.forEach(name -> proto.addOutput(ValueInfoProto.newBuilder().setName(name)));
        ModelGraph cut = ModelGraph.of(graph.model().toBuilder().setGraph(proto).build());
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session =
                    OrtRuntime.environment().createSession(cut.model().toByteArray(), options)) {
                for (int[] size : SIZES) {
                    measured.run(cut, session, size[0], size[1]);
                }
            }
            return measured;
        } catch (OrtException e) {
            throw new ModelException("The graph cannot be run: " + e.getMessage(), e);
        }
    }

    /** The inputs that a value is computed from, without those of which nothing but the shape is read. */
    private static Set<String> inputs(ModelGraph graph, String value) {
        Set<String> inputs = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            Optional<NodeProto> producer = graph.producer(next);
            if (producer.isEmpty()) {
                if (graph.constant(next).isEmpty()) {
                    inputs.add(next);
                }
            } else if (!ModelGraph.is(producer.get(), "Shape")) {
                open.addAll(ModelGraph.readBy(producer.get()));
            }
        }
        return inputs;
    }

    private void run(ModelGraph graph, OrtSession session, int texts, int tokens) throws OrtException {
        int[][] mask = new int[texts][tokens];
        Random random = new Random(tokens);
        for (int[] row : mask) {
            for (int i = 0; i < tokens; i++) {
                row[i] = random.nextInt(2);
            }
            // Neither all padding nor none.
            row[random.nextInt(tokens - 1)] = 1;
            row[tokens - 1] = 0;
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (ValueInfoProto input : graph.inputs()) {
                boolean masked = input.getName().equals(ATTENTION_MASK);
                inputs.put(input.getName(), InputTensor.of(input, masked ? mask : new int[texts][tokens]));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, OnnxValue> value : result) {
                    if (value.getValue() instanceof OnnxTensor tensor) {
                        elements(tensor)
                                .ifPresent(read -> elements.computeIfAbsent(value.getKey(), name -> new ArrayList<>())
                                        .add(read));
                    }
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        masks.add(mask);
    }

    private static Optional<Elements> elements(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        OnnxJavaType type = tensor.getInfo().type;
        if (type == OnnxJavaType.FLOAT) {
            FloatBuffer buffer = tensor.getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return Optional.of(new Elements(shape, values, true));
        }
        if (type == OnnxJavaType.BOOL) {
            ByteBuffer buffer = tensor.getByteBuffer();
            float[] values = new float[buffer.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.get(i) == 0 ? 0 : 1;
            }
            return Optional.of(new Elements(shape, values, false));
        }
        return Optional.empty();
    }

    /** The number that a value has in all batches; empty if it has several, or not always the same. */
    public OptionalDouble number(String value) {
        List<Elements> runs = elements.getOrDefault(value, List.of());
        if (runs.size() != SIZES.length) {
            return OptionalDouble.empty();
        }
        float first = runs.get(0).values.length == 1 ? runs.get(0).values[0] : Float.NaN;
        boolean same = runs.stream().allMatch(run -> run.isFloat && run.values.length == 1 && run.values[0] == first);
        return same ? OptionalDouble.of(first) : OptionalDouble.empty();
    }

    /** The meaning of a value that each key's place in the mask decides, for all heads and queries alike. */
    public Optional<Mask> mask(String value) {
        List<Elements> runs = elements.getOrDefault(value, List.of());
        if (runs.size() != SIZES.length) {
            return Optional.empty();
        }
        if (runs.stream().allMatch(Elements::isFloat)) {
            return follows(runs, added -> added == 0, added -> added <= LOWEST)
                    ? Optional.of(Mask.ADDED)
                    : Optional.empty();
        }
        if (follows(runs, yes -> yes == 0, yes -> yes == 1)) {
            return Optional.of(Mask.TRUE_FOR_PADDING);
        }
        return follows(runs, yes -> yes == 1, yes -> yes == 0) ? Optional.of(Mask.TRUE_FOR_TOKENS) : Optional.empty();
    }

    private boolean follows(List<Elements> runs, DoublePredicate token, DoublePredicate padding) {
        for (int i = 0; i < runs.size(); i++) {
            int[][] mask = masks.get(i);
            long[] shape = runs.get(i).shape;
            int texts = mask.length;
            int tokens = mask[0].length;
            if (shape.length != RANK || shape[0] != texts || shape[RANK - 1] != tokens) {
                return false;
            }
            float[] values = runs.get(i).values;
            int ofText = values.length / texts;
            for (int j = 0; j < values.length; j++) {
                boolean kept = mask[j / ofText][j % tokens] == 1;
                if (!(kept ? token : padding).test(values[j])) {
                    return false;
                }
            }
        }
        return true;
    }
}
