package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.Axes;
import dev.parallax.graph.MeasuredValues;
import dev.parallax.graph.MeasuredValues.Mask;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Shapes;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Multi-head self-attention in primitive operators: {@code softmax(scale * Q K^T + mask) V}, of one value for queries,
 * keys and values (<a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>, formula 1).
 *
 * @param last the Reshape that joins the heads
 * @param queries the queries
 * @param keys the keys
 * @param values the values
 * @param scale the number that products of queries and keys are multiplied by, factors of both included
 * @param masked whether padding is masked
 * @param interior the values between the input and the result
 */
record AttentionPattern(
        NodeProto last,
        HeadProjection queries,
        HeadProjection keys,
        HeadProjection values,
        double scale,
        boolean masked,
        Set<String> interior) {

    private static final int RANK = 4;
    /** Softmax works along this axis where a model before opset 13 names none. */
    private static final long OLD_AXIS = 1;

    private static final long AXIS_IS_LAST_BY_DEFAULT = 13;

    /** The values whose numbers decide whether a Softmax is that of an attention: scales and masks. */
    static List<String> toMeasure(ModelGraph graph, Shapes shapes) {
        List<String> values = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            boolean scores = shapes.of(node.getOutputCount() == 0 ? "" : node.getOutput(0))
                    .filter(shape -> shape.size() == RANK)
                    .isPresent();
            if (!scores) {
                continue;
            }
            if (ModelGraph.is(node, "Where")) {
                values.add(node.getInput(0));
            } else if (Set.of("Add", "Mul", "Div").contains(node.getOpType())) {
                node.getInputList().stream()
                        .filter(input -> graph.constant(input).isEmpty())
                        .forEach(values::add);
            }
        }
        return values;
    }

    /** The attention of a Softmax; empty if it is none, or none that is recognised. */
    static Optional<AttentionPattern> of(NodeProto softmax, ModelGraph graph, Shapes shapes, MeasuredValues measured) {
        Optional<List<Size>> shape = shapes.of(softmax.getOutput(0));
        if (!ModelGraph.is(softmax, "Softmax") || shape.isEmpty() || shape.get().size() != RANK) {
            return Optional.empty();
        }
        long axis = ModelGraph.integer(softmax, "axis", graph.opset() < AXIS_IS_LAST_BY_DEFAULT ? OLD_AXIS : -1);
        if (!Axes.isLast(axis, RANK)) {
            return Optional.empty();
        }
        return new Search(graph, shapes, measured).of(softmax);
    }

    private static final class Search {

        private final ModelGraph graph;
        private final Shapes shapes;
        private final MeasuredValues measured;
        private final Set<String> interior = new HashSet<>();
        private double scale = 1;
        private boolean masked;

        Search(ModelGraph graph, Shapes shapes, MeasuredValues measured) {
            this.graph = graph;
            this.shapes = shapes;
            this.measured = measured;
        }

        Optional<AttentionPattern> of(NodeProto softmax) {
            interior.add(softmax.getOutput(0));
            Optional<NodeProto> scores = scores(softmax.getInput(0));
            Optional<NodeProto> context = onlyReader(softmax.getOutput(0), "MatMul")
                    .filter(node -> node.getInput(0).equals(softmax.getOutput(0)));
            Optional<NodeProto> last = context.flatMap(node -> onlyReader(node.getOutput(0), "Transpose"))
                    .filter(node -> ModelGraph.attribute(node, "perm")
                            .map(AttributeProto::getIntsList)
                            .equals(Optional.of(List.of(0L, 2L, 1L, 3L))))
                    .flatMap(node -> onlyReader(node.getOutput(0), "Reshape"));
            if (scores.isEmpty() || last.isEmpty()) {
                return Optional.empty();
            }
            Optional<HeadProjection> queries = projection(scores.get().getInput(0), HeadProjection.BY_TOKEN);
            Optional<HeadProjection> keys = projection(scores.get().getInput(1), HeadProjection.BY_ELEMENT);
            Optional<HeadProjection> values = projection(context.get().getInput(1), HeadProjection.BY_TOKEN);
            if (queries.isEmpty() || keys.isEmpty() || values.isEmpty()) {
                return Optional.empty();
            }
            AttentionPattern found = new AttentionPattern(
                    last.get(),
                    queries.get(),
                    keys.get(),
                    values.get(),
                    scale * queries.get().factor() * keys.get().factor(),
                    masked,
                    Set.copyOf(interior));
            return found.isOfOneInput() && joinsHeads(found) ? Optional.of(found) : Optional.empty();
        }

        private Optional<HeadProjection> projection(String value, List<Integer> order) {
            Optional<HeadProjection> found = HeadProjection.of(value, order, graph, shapes, measured);
            found.ifPresent(projection -> interior.addAll(projection.interior()));
            return found;
        }

        /** The product of queries and keys; mask and scale are taken in on the way. */
        private Optional<NodeProto> scores(String input) {
            String value = unmasked(input);
            while (true) {
                interior.add(value);
                Optional<NodeProto> node = graph.producer(value);
                Optional<HeadProjection.Scaled> scaled =
                        node.flatMap(one -> HeadProjection.scaled(one, graph, measured));
                if (scaled.isEmpty()) {
                    return node.filter(one -> ModelGraph.is(one, "MatMul"));
                }
                scale *= scaled.get().factor();
                value = scaled.get().value();
            }
        }

        private String unmasked(String value) {
            Optional<NodeProto> node = graph.producer(value);
            Optional<String> scores = node.flatMap(this::maskedScores);
            if (scores.isPresent()) {
                interior.add(value);
                masked = true;
            }
            return scores.orElse(value);
        }

        private Optional<String> maskedScores(NodeProto node) {
            if (ModelGraph.is(node, "Add")) {
                for (int i = 0; i < 2; i++) {
                    if (measured.mask(node.getInput(i)).equals(Optional.of(Mask.ADDED))) {
                        return Optional.of(node.getInput(1 - i));
                    }
                }
            }
            if (ModelGraph.is(node, "Where")) {
                Optional<Mask> mask = measured.mask(node.getInput(0));
                if (mask.equals(Optional.of(Mask.TRUE_FOR_PADDING)) && isLowest(node.getInput(1))) {
                    return Optional.of(node.getInput(2));
                }
                if (mask.equals(Optional.of(Mask.TRUE_FOR_TOKENS)) && isLowest(node.getInput(2))) {
                    return Optional.of(node.getInput(1));
                }
            }
            return Optional.empty();
        }

        private boolean isLowest(String value) {
            return HeadProjection.number(value, graph, measured).orElse(0) <= MeasuredValues.LOWEST;
        }

        /** The only node that reads a value for more than its shape, if it is of an operator. */
        private Optional<NodeProto> onlyReader(String value, String operator) {
            interior.add(value);
            List<NodeProto> readers = graph.consumers(value).stream()
                    .filter(node -> !ModelGraph.is(node, "Shape"))
                    .toList();
            return readers.size() == 1 && ModelGraph.is(readers.get(0), operator)
                    ? Optional.of(readers.get(0))
                    : Optional.empty();
        }

        private boolean joinsHeads(AttentionPattern found) {
            long width = (long) found.queries.heads() * found.queries.size();
            return shapes.of(found.last.getOutput(0))
                    .equals(Optional.of(List.of(Size.TEXTS, Size.TOKENS, new Size(width))));
        }
    }

    private boolean isOfOneInput() {
        return queries.input().equals(keys.input())
                && queries.input().equals(values.input())
                && queries.heads() == keys.heads()
                && queries.heads() == values.heads()
                && queries.size() == keys.size()
                && queries.size() == values.size()
                && queries.weights().getDims(0) == keys.weights().getDims(0)
                && queries.weights().getDims(0) == values.weights().getDims(0)
                && values.factor() == 1;
    }
}
