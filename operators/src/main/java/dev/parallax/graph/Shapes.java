package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shapes of a graph's values, each dimension as a number or as one of the two sizes of a batch. They are found by
 * running the graph on batches of different sizes and contents, because exporters compute shapes in too many ways to
 * follow them all. A dimension that is neither a number nor one of the two sizes in all runs is {@link Size#OTHER}.
 */
public final class Shapes {

    /** A dimension: a number, or what it depends on. */
    public record Size(long number) {

        /** The number of texts in the batch. */
        public static final Size TEXTS = new Size(-1);
        /** The number of tokens of each text, padding included. */
        public static final Size TOKENS = new Size(-2);
        /** Anything else, such as the product of both. */
        public static final Size OTHER = new Size(-3);

        /** Whether it is the same for all batches. */
        public boolean isNumber() {
            return number >= 0;
        }

        private static Size of(List<GraphRun> runs, List<long[]> shapes, int dimension) {
            long first = shapes.get(0)[dimension];
            boolean number = first > 0;
            boolean texts = true;
            boolean tokens = true;
            for (int i = 0; i < runs.size(); i++) {
                long size = shapes.get(i)[dimension];
                number &= size == first;
                texts &= size == runs.get(i).texts();
                tokens &= size == runs.get(i).tokens();
            }
            return number ? new Size(first) : texts ? TEXTS : tokens ? TOKENS : OTHER;
        }
    }

    private final Map<String, List<Size>> sizes = new HashMap<>();
    private final Set<String> floats = new HashSet<>();

    /**
     * Runs a graph and keeps the shapes of its values.
     *
     * @throws dev.parallax.infer.model.ModelException if the graph cannot be run
     */
    public static Shapes of(ModelGraph graph) {
        Shapes shapes = new Shapes();
        List<GraphRun> runs = GraphRun.ofAllValues(withAllValues(graph), graph.inputs());
        for (String value : runs.get(0).shapes().keySet()) {
            shapes.add(value, runs);
        }
        graph.inputs().forEach(input -> shapes.sizes.put(input.getName(), List.of(Size.TEXTS, Size.TOKENS)));
        runs.get(0).types().forEach((name, type) -> {
            if (type == OnnxJavaType.FLOAT) {
                shapes.floats.add(name);
            }
        });
        return shapes;
    }

    private void add(String value, List<GraphRun> runs) {
        List<long[]> found = new ArrayList<>();
        for (GraphRun run : runs) {
            long[] shape = run.shapes().get(value);
            if (shape == null || (!found.isEmpty() && shape.length != found.get(0).length)) {
                return;
            }
            found.add(shape);
        }
        List<Size> all = new ArrayList<>();
        for (int i = 0; i < found.get(0).length; i++) {
            all.add(Size.of(runs, found, i));
        }
        sizes.put(value, List.copyOf(all));
    }

    /** A model that gives all of its values to the caller. */
    private static ModelGraph withAllValues(ModelGraph graph) {
        GraphProto.Builder proto = graph.model().getGraph().toBuilder().clearOutput();
        for (NodeProto node : graph.nodes()) {
            node.getOutputList().stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> proto.addOutput(ValueInfoProto.newBuilder().setName(name)));
        }
        return ModelGraph.of(graph.model().toBuilder().setGraph(proto).build());
    }

    /** The shape of a tensor that a node computes; empty for other values, and where its rank varies. */
    public Optional<List<Size>> of(String value) {
        return Optional.ofNullable(sizes.get(value));
    }

    /** Whether a value that a node computes is a tensor of 32-bit floats. */
    public boolean isFloat(String value) {
        return floats.contains(value);
    }
}
