package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.Constants;
import dev.parallax.graph.ModelGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The activation Gelu (<a href="https://arxiv.org/abs/1606.08415">Gaussian Error Linear Units</a>): {@code x / 2 * (1 +
 * erf(x / sqrt(2)))}, or with {@code tanh(sqrt(2 / pi) * (x + 0.044715 x^3))} in place of erf.
 *
 * @param input the value x
 * @param tanh whether it is the approximation
 * @param interior the values that need not be computed if the operator takes the place of primitive ones
 */
record GeluPattern(String input, boolean tanh, Set<String> interior) {

    /** Exporters round constants to 32-bit floats, and some to fewer digits. */
    private static final double TOLERANCE = 1e-4;

    private static final double HALF = 0.5;
    private static final double CUBE = 0.044715;

    /** The Gelu whose result a node computes. */
    static Optional<GeluPattern> of(NodeProto node, ModelGraph graph) {
        if (ModelGraph.is(node, "Gelu")) {
            String approximation = ModelGraph.attribute(node, "approximate")
                    .map(AttributeProto::getS)
                    .map(text -> text.toStringUtf8())
                    .orElse("none");
            return Optional.of(new GeluPattern(node.getInput(0), approximation.equals("tanh"), Set.of()));
        }
        return ModelGraph.is(node, "Mul") ? new Search(graph).of(node) : Optional.empty();
    }

    private static final class Search {

        private final ModelGraph graph;
        private final Set<String> interior = new HashSet<>();

        Search(ModelGraph graph) {
            this.graph = graph;
        }

        Optional<GeluPattern> of(NodeProto node) {
            List<String> factors = new ArrayList<>();
            double number = factors(node, factors);
            if (factors.size() != 2 || !isNear(number, HALF)) {
                return Optional.empty();
            }
            for (int i = 0; i < 2; i++) {
                Optional<GeluPattern> found = of(factors.get(1 - i), factors.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        /** Adds the factors of a product to a list, and returns the product of those that are numbers. */
        private double factors(NodeProto product, List<String> factors) {
            double number = 1;
            for (String input : product.getInputList()) {
                OptionalDouble constant = number(input);
                Optional<NodeProto> inner = graph.producer(input, "Mul")
                        .filter(node -> graph.consumers(input).size() == 1 && !graph.isOutput(input));
                if (constant.isPresent()) {
                    number *= constant.getAsDouble();
                } else if (inner.isPresent()) {
                    interior.add(input);
                    number *= factors(inner.get(), factors);
                } else {
                    factors.add(input);
                }
            }
            return number;
        }

        /** The Gelu of a value, if {@code sum} is 1 plus the function of that value. */
        private Optional<GeluPattern> of(String value, String sum) {
            Optional<NodeProto> add = graph.producer(sum, "Add");
            Optional<String> term = add.flatMap(node -> other(node, 1));
            Optional<NodeProto> function = term.flatMap(graph::producer);
            if (function.isEmpty()) {
                return Optional.empty();
            }
            interior.add(sum);
            interior.add(term.get());
            String argument = function.get().getInput(0);
            if (ModelGraph.is(function.get(), "Erf") && isMultiple(argument, value, 1 / Math.sqrt(2))) {
                return Optional.of(new GeluPattern(value, false, Set.copyOf(interior)));
            }
            if (ModelGraph.is(function.get(), "Tanh") && isTanhArgument(argument, value)) {
                return Optional.of(new GeluPattern(value, true, Set.copyOf(interior)));
            }
            return Optional.empty();
        }

        private boolean isMultiple(String value, String of, double factor) {
            interior.add(value);
            Optional<NodeProto> node = graph.producer(value);
            if (node.isEmpty()) {
                return false;
            }
            if (ModelGraph.is(node.get(), "Div")) {
                OptionalDouble divisor = number(node.get().getInput(1));
                return node.get().getInput(0).equals(of)
                        && divisor.isPresent()
                        && isNear(1 / divisor.getAsDouble(), factor);
            }
            return ModelGraph.is(node.get(), "Mul") && other(node.get(), factor).equals(Optional.of(of));
        }

        /** Whether a value is {@code sqrt(2 / pi) * (of + 0.044715 of^3)}. */
        private boolean isTanhArgument(String value, String of) {
            interior.add(value);
            Optional<String> sum = graph.producer(value, "Mul").flatMap(node -> other(node, Math.sqrt(2 / Math.PI)));
            Optional<NodeProto> add = sum.flatMap(name -> graph.producer(name, "Add"));
            if (add.isEmpty()) {
                return false;
            }
            interior.add(sum.get());
            for (int i = 0; i < 2; i++) {
                String scaled = add.get().getInput(i);
                if (add.get().getInput(1 - i).equals(of) && isScaledCube(scaled, of)) {
                    interior.add(scaled);
                    return true;
                }
            }
            return false;
        }

        private boolean isScaledCube(String value, String of) {
            Optional<NodeProto> product = graph.producer(value, "Mul");
            if (product.isEmpty()) {
                return false;
            }
            Optional<String> cube = other(product.get(), CUBE);
            if (cube.isPresent()) {
                interior.add(cube.get());
                return graph.producer(cube.get())
                        .filter(node -> isCube(node, of))
                        .isPresent();
            }
            return false;
        }

        private boolean isCube(NodeProto node, String of) {
            if (ModelGraph.is(node, "Pow")) {
                return node.getInput(0).equals(of) && number(node.getInput(1)).equals(OptionalDouble.of(3));
            }
            List<String> factors = new ArrayList<>();
            return ModelGraph.is(node, "Mul") && factors(node, factors) == 1 && factors.equals(List.of(of, of, of));
        }

        /** The other input of a node, if one is a number. */
        private Optional<String> other(NodeProto node, double number) {
            for (int i = 0; i < 2; i++) {
                OptionalDouble constant = number(node.getInput(i));
                if (constant.isPresent() && isNear(constant.getAsDouble(), number)) {
                    return Optional.of(node.getInput(1 - i));
                }
            }
            return Optional.empty();
        }

        private OptionalDouble number(String value) {
            return graph.constant(value).map(Constants::single).orElse(OptionalDouble.empty());
        }

        private static boolean isNear(double value, double expected) {
            return Math.abs(value - expected) <= TOLERANCE * Math.abs(expected);
        }
    }
}
