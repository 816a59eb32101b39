package dev.parallax.graph.gpu;

import dev.parallax.graph.GraphEdit;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Rewriting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application of fusions to a graph. A fusion that leaves something to compute of what it replaces is not applied:
 * another node or the caller reads a value in the middle of the group, and the work would be done twice.
 */
final class Fusions {

    /** The domain of ONNX Runtime's own operators. */
    static final String DOMAIN = "com.microsoft";

    private static final long VERSION = 1;

    private Fusions() {}

    /** Applies those of the fusions after which nothing needs the values that they replace. */
    static Rewriting.Result applied(ModelGraph graph, List<Fusion> found) {
        List<Fusion> fusions = new ArrayList<>(found);
        while (true) {
            Set<String> needed = needed(graph, fusions);
            if (!fusions.removeIf(fusion -> fusion.interior().stream().anyMatch(needed::contains))) {
                break;
            }
        }
        if (fusions.isEmpty()) {
            return new Rewriting.Result(graph, 0);
        }
        GraphEdit edit = graph.edit().domain(DOMAIN, VERSION);
        for (Fusion fusion : fusions) {
            for (String output : fusion.outputs()) {
                graph.producer(output).ifPresent(node -> edit.replace(node, List.of()));
            }
        }
        // The nodes of the edit are in the order of the graph, whatever the order of these calls.
        fusions.forEach(fusion -> edit.replace(fusion.place(), fusion.nodes().apply(edit)));
        return new Rewriting.Result(edit.done(), fusions.size());
    }

    /** The values that the outputs are computed of, if the fused operators are in their places. */
    private static Set<String> needed(ModelGraph graph, Collection<Fusion> fusions) {
        Map<String, Fusion> fused = new HashMap<>();
        fusions.forEach(fusion -> fusion.outputs().forEach(output -> fused.put(output, fusion)));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        graph.model().getGraph().getOutputList().forEach(output -> open.add(output.getName()));
        while (!open.isEmpty()) {
            String value = open.remove();
            if (needed.add(value)) {
                Fusion fusion = fused.get(value);
                if (fusion != null) {
                    open.addAll(fusion.inputs());
                } else {
                    graph.producer(value).map(ModelGraph::readBy).ifPresent(open::addAll);
                }
            }
        }
        return needed;
    }
}
