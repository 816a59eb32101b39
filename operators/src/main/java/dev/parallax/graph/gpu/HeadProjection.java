package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.Constants;
import dev.parallax.graph.MeasuredValues;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Shapes;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Queries, keys or values of all heads: a product with a constant matrix, a bias, a Reshape into heads and Transposes.
 *
 * @param input the value {@code [texts, tokens, width]} that is projected
 * @param constants the names of matrix and bias, or of the matrix alone
 * @param weights the matrix {@code [width, heads * size]}
 * @param bias the bias {@code [heads * size]}; zeros where there is none
 * @param heads number of heads
 * @param size elements of a head
 * @param factor the number that the result is multiplied by
 * @param interior the values between {@code input} and the result, the result among them
 */
record HeadProjection(
        String input,
        List<String> constants,
        TensorProto weights,
        float[] bias,
        int heads,
        int size,
        double factor,
        Set<String> interior) {

    /** The order of the axes of queries and values: texts, heads, tokens, elements. */
    static final List<Integer> BY_TOKEN = List.of(0, 2, 1, 3);
    /** The order of the axes of keys, whose elements come before their tokens. */
    static final List<Integer> BY_ELEMENT = List.of(0, 2, 3, 1);

    /**
     * Finds a projection by its result.
     *
     * @param value the result
     * @param order the axes of the Reshape in the order of the result
     */
    static Optional<HeadProjection> of(
            String value, List<Integer> order, ModelGraph graph, Shapes shapes, MeasuredValues measured) {
        return new Search(graph, shapes, measured).from(value, order);
    }

    /** The number that a Mul multiplies its other input by, or that a Div divides it by, as a factor. */
    static Optional<Scaled> scaled(NodeProto node, ModelGraph graph, MeasuredValues measured) {
        boolean product = ModelGraph.is(node, "Mul");
        if (!product && !ModelGraph.is(node, "Div")) {
            return Optional.empty();
        }
        for (int i = product ? 0 : 1; i < 2; i++) {
            OptionalDouble factor = number(node.getInput(i), graph, measured);
            if (factor.isPresent()) {
                return Optional.of(
                        new Scaled(node.getInput(1 - i), product ? factor.getAsDouble() : 1 / factor.getAsDouble()));
            }
        }
        return Optional.empty();
    }

    /** The number that a value has for all batches; empty if it has several, or not always the same. */
    static OptionalDouble number(String value, ModelGraph graph, MeasuredValues measured) {
        return graph.constant(value).map(Constants::single).orElseGet(() -> measured.number(value));
    }

    /** A value that is multiplied by a number. */
    record Scaled(String value, double factor) {}

    private static final class Search {

        private final ModelGraph graph;
        private final Shapes shapes;
        private final MeasuredValues measured;
        private final Set<String> interior = new HashSet<>();
        private double factor = 1;

        Search(ModelGraph graph, Shapes shapes, MeasuredValues measured) {
            this.graph = graph;
            this.shapes = shapes;
            this.measured = measured;
        }

        Optional<HeadProjection> from(String result, List<Integer> order) {
            String value = result;
            List<Integer> axes = List.of(0, 1, 2, 3);
            while (true) {
                value = unscaled(value);
                interior.add(value);
                Optional<NodeProto> transpose = graph.producer(value, "Transpose");
                if (transpose.isEmpty()) {
                    break;
                }
                List<Long> permutation = ModelGraph.attribute(transpose.get(), "perm")
                        .map(AttributeProto::getIntsList)
                        .orElse(List.of());
                if (permutation.size() != axes.size()) {
                    return Optional.empty();
                }
                List<Integer> composed = new ArrayList<>();
                axes.forEach(axis -> composed.add(Math.toIntExact(permutation.get(axis))));
                axes = composed;
                value = transpose.get().getInput(0);
            }
            return axes.equals(order) ? graph.producer(value, "Reshape").flatMap(this::projection) : Optional.empty();
        }

        /** The value before all Muls and Divs by numbers; the factor and the interior take them in. */
        private String unscaled(String result) {
            String value = result;
            while (true) {
                Optional<NodeProto> node = graph.producer(value);
                Optional<Scaled> scaled = node.flatMap(one -> scaled(one, graph, measured));
                if (scaled.isEmpty()) {
                    return value;
                }
                interior.add(value);
                factor *= scaled.get().factor();
                value = scaled.get().value();
            }
        }

        private Optional<HeadProjection> projection(NodeProto reshape) {
            Optional<List<Size>> split = shapes.of(reshape.getOutput(0));
            Optional<List<Size>> whole = shapes.of(reshape.getInput(0));
            if (split.isEmpty() || whole.isEmpty() || !isSplit(whole.get(), split.get())) {
                return Optional.empty();
            }
            String value = unscaled(reshape.getInput(0));
            interior.add(value);
            int heads = Math.toIntExact(split.get().get(2).number());
            int size = Math.toIntExact(split.get().get(3).number());
            Optional<NodeProto> product = graph.producer(value, "MatMul");
            float[] bias = new float[heads * size];
            List<String> constants = new ArrayList<>();
            if (product.isEmpty()) {
                Optional<Biased> biased =
                        graph.producer(value, "Add").flatMap(add -> Biased.of(add, bias.length, graph));
                if (biased.isEmpty()) {
                    return Optional.empty();
                }
                float[] found = biased.get().bias();
                System.arraycopy(found, 0, bias, 0, bias.length);
                interior.add(biased.get().value());
                constants.add(biased.get().name());
                product = graph.producer(biased.get().value(), "MatMul");
            }
            product.ifPresent(node -> constants.add(0, node.getInput(1)));
            return product.flatMap(node -> graph.constant(node.getInput(1))
                    .filter(weights -> weights.getDimsCount() == 2
                            && weights.getDims(1) == bias.length
                            && Constants.floats(weights).isPresent())
                    .map(weights -> new HeadProjection(
                            node.getInput(0),
                            List.copyOf(constants),
                            weights,
                            bias,
                            heads,
                            size,
                            factor,
                            Set.copyOf(interior))));
        }

        private static boolean isSplit(List<Size> whole, List<Size> split) {
            return whole.size() == 3
                    && split.size() == 4
                    && whole.subList(0, 2).equals(List.of(Size.TEXTS, Size.TOKENS))
                    && split.subList(0, 2).equals(List.of(Size.TEXTS, Size.TOKENS))
                    && split.get(2).isNumber()
                    && split.get(3).isNumber()
                    && whole.get(2).number()
                            == split.get(2).number() * split.get(3).number();
        }
    }
}
