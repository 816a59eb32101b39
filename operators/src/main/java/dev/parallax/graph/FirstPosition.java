package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.NarrowRules.Input;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The computation of the first position alone, where nothing reads the others: a head on the first token's vector needs
 * what comes behind the last layer's attention for that token only: the output's projection, the feed-forward layers
 * and the normalisations. Queries, keys and values stay as they are.
 *
 * <p>Nodes are looked at from the outputs to the inputs, those that nothing reads any more left out. A node whose
 * result is read at the first position only, and that has a rule in {@link NarrowRules}, computes that position. Where
 * such a node reads a value that others read in full, it reads a Slice of it. A Slice takes numbers as they are.
 */
public final class FirstPosition implements Rewriting {

    @Override
    public String name() {
        return "first-position";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        NarrowRules rules = new NarrowRules(graph, shapes);
        IdentityHashMap<NodeProto, Narrowed> narrowed = narrowed(graph, shapes, rules);
        long products = narrowed.keySet().stream()
                .filter(node -> ModelGraph.is(node, "MatMul"))
                .count();
        // Slices before nothing but additions cost more than they save.
        return products == 0 ? new Result(graph, 0) : new Result(edited(graph, rules, narrowed), 1);
    }

    /** A node that computes one position, and its inputs. */
    private record Narrowed(int axis, List<Input> inputs) {}

    private static IdentityHashMap<NodeProto, Narrowed> narrowed(ModelGraph graph, Shapes shapes, NarrowRules rules) {
        IdentityHashMap<NodeProto, Narrowed> narrowed = new IdentityHashMap<>();
        Map<String, Set<Integer>> wishes = new HashMap<>();
        List<NodeProto> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto node = nodes.get(i);
            if (node.getOutputList().stream().noneMatch(value -> wishes.containsKey(value) || graph.isOutput(value))) {
                continue;
            }
            Optional<Narrowed> narrow = axis(node, graph, wishes)
                    .flatMap(axis -> rules.inputs(node, axis).map(inputs -> new Narrowed(axis, inputs)));
            if (narrow.isPresent()) {
                narrowed.put(node, narrow.get());
                narrow.get().inputs().forEach(input -> wish(wishes, input.value(), input.axis()));
            } else {
                int axis = takesFirst(node, graph, shapes);
                for (String value : ModelGraph.readBy(node)) {
                    boolean first = axis != Input.FULL && value.equals(node.getInput(0));
                    wish(wishes, value, first ? axis : Input.FULL);
                }
            }
        }
        return narrowed;
    }

    private static void wish(Map<String, Set<Integer>> wishes, String value, int axis) {
        if (axis == Input.UNREAD) {
            return;
        }
        wishes.computeIfAbsent(value, name -> new HashSet<>()).add(axis);
    }

    /** The axis along which a node's result is read at the first position only, by all that read it. */
    private static Optional<Integer> axis(NodeProto node, ModelGraph graph, Map<String, Set<Integer>> wishes) {
        if (node.getOutputCount() != 1 || graph.isOutput(node.getOutput(0))) {
            return Optional.empty();
        }
        Set<Integer> axes = wishes.getOrDefault(node.getOutput(0), Set.of());
        return axes.size() == 1 && !axes.contains(Input.FULL)
                ? Optional.of(axes.iterator().next())
                : Optional.empty();
    }

    /** The axis along which a node takes the first of all tokens of its first input, or {@link Input#FULL}. */
    private static int takesFirst(NodeProto node, ModelGraph graph, Shapes shapes) {
        if (node.getInputCount() == 0) {
            return Input.FULL;
        }
        Optional<List<Size>> shape = shapes.of(node.getInput(0));
        Optional<Long> axis = ModelGraph.is(node, "Gather")
                ? gathered(node, graph)
                : ModelGraph.is(node, "Slice") ? sliced(node, graph) : Optional.empty();
        if (shape.isEmpty() || axis.isEmpty()) {
            return Input.FULL;
        }
        int rank = shape.get().size();
        int own = Math.toIntExact(axis.get() < 0 ? axis.get() + rank : axis.get());
        return own < rank && shape.get().get(own).equals(Size.TOKENS) ? own : Input.FULL;
    }

    private static Optional<Long> gathered(NodeProto node, ModelGraph graph) {
        boolean first = graph.constant(node.getInput(1))
                .flatMap(Constants::integers)
                .filter(values -> values.length == 1 && values[0] == 0)
                .isPresent();
        return first ? Optional.of(ModelGraph.integer(node, "axis", 0)) : Optional.empty();
    }

    private static Optional<Long> sliced(NodeProto node, ModelGraph graph) {
        boolean first = isSingle(Axes.integers(node, "starts", graph, 1), 0)
                && isSingle(Axes.integers(node, "ends", graph, 2), 1)
                && (node.getInputCount() < 5 || isSingle(Axes.integers(node, "steps", graph, 4), 1));
        return first
                ? Axes.of(node, graph, 3).filter(axes -> axes.size() == 1).map(axes -> axes.get(0))
                : Optional.empty();
    }

    private static boolean isSingle(Optional<List<Long>> values, long value) {
        return values.equals(Optional.of(List.of(value)));
    }

    private static ModelGraph edited(
            ModelGraph graph, NarrowRules rules, IdentityHashMap<NodeProto, Narrowed> narrowed) {
        GraphEdit edit = graph.edit();
        Slices slices = new Slices(edit);
        for (NodeProto node : graph.nodes()) {
            Narrowed narrow = narrowed.get(node);
            if (narrow == null) {
                continue;
            }
            List<NodeProto> nodes = new ArrayList<>();
            NodeProto.Builder changed = node.toBuilder();
            for (int i = 0; i < narrow.inputs().size(); i++) {
                Input input = narrow.inputs().get(i);
                boolean full = input.axis() >= 0
                        && graph.producer(input.value())
                                .filter(narrowed::containsKey)
                                .isEmpty();
                changed.setInput(i, full ? slices.first(input, nodes) : input.value());
            }
            if (ModelGraph.is(node, "Reshape")) {
                long[] shape = rules.narrowShape(node, narrow.axis()).orElseThrow().stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                changed.setInput(
                        1, edit.constant(node.getOutput(0) + "/shape", Constants.integers(shape, shape.length)));
            }
            nodes.add(changed.build());
            edit.replace(node, nodes);
        }
        return edit.done();
    }

    /** Slices of the first position of values, each of them once. */
    private static final class Slices {

        private final GraphEdit edit;
        private final Map<Input, String> made = new HashMap<>();

        Slices(GraphEdit edit) {
            this.edit = edit;
        }

        /** The name of the slice; a node that is not there yet is added. */
        String first(Input input, List<NodeProto> nodes) {
            return made.computeIfAbsent(input, key -> {
                String base = key.value() + "/first";
                NodeProto.Builder slice = edit.node(
                        "Slice",
                        base,
                        key.value(),
                        edit.constant(base + "_start", Constants.integers(new long[] {0}, 1)),
                        edit.constant(base + "_end", Constants.integers(new long[] {1}, 1)),
                        edit.constant(base + "_axis", Constants.integers(new long[] {key.axis()}, 1)));
                nodes.add(slice.build());
                return slice.getOutput(0);
            });
        }
    }
}
