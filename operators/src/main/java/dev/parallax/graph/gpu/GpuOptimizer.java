package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.graph.FirstPosition;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Rewriting;
import dev.parallax.graph.Shapes;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites the graph of a text classifier for faster inference on NVIDIA GPUs, by ONNX Runtime's execution provider for
 * CUDA. A graph that has nothing to rewrite stays as it is, so that rewriting twice is rewriting once.
 */
public final class GpuOptimizer {

    private final List<Applied> applied = new ArrayList<>();
    private ModelGraph graph;

    private GpuOptimizer(ModelProto model) {
        this.graph = ModelGraph.of(model);
    }

    /**
     * Rewrites a model to fused operators in 32-bit floats: results change by rounding only.
     *
     * @param model a classifier with all of its weights; its inputs are integers {@code [batch, sequence]}, with
     *     padding behind the tokens
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static Optimized fp32(ModelProto model) {
        return new GpuOptimizer(model).fused().result();
    }

    /**
     * A model in half precision.
     *
     * @param optimized the model; inputs and outputs have the types of the source's
     * @param rounded the same in 32-bit floats that are rounded to half precision after each operator. It has the
     *     errors of half precision on a CPU, where ONNX Runtime leaves out most of the rounding. Within a fused
     *     operator it rounds nothing, and a GPU may.
     */
    public record HalfModel(Optimized optimized, ModelProto rounded) {}

    /**
     * Rewrites a model to fused operators in half precision, with 32-bit floats where they are needed.
     *
     * @param model as for {@link #fp32}
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static HalfModel fp16(ModelProto model) {
        GpuOptimizer optimizer = new GpuOptimizer(model).fused();
        Shapes shapes = Shapes.of(optimizer.graph);
        ModelProto rounded = new HalfPrecision(HalfPrecision.Form.ROUNDED)
                .apply(optimizer.graph, shapes)
                .graph()
                .model();
        optimizer.apply(shapes, new HalfPrecision(HalfPrecision.Form.HALF));
        return new HalfModel(optimizer.result(), rounded);
    }

    private GpuOptimizer fused() {
        apply(Shapes.of(graph), new FusedAttention(), new FirstPosition());
        // The first position is cut out of new values.
        return apply(Shapes.of(graph), new FusedNormalizations(), new FusedGelus());
    }

    private GpuOptimizer apply(Shapes shapes, Rewriting... rewritings) {
        for (Rewriting rewriting : rewritings) {
            Rewriting.Result result = rewriting.apply(graph, shapes);
            if (result.places() > 0) {
                applied.add(new Applied(rewriting.name(), result.places()));
                graph = result.graph();
            }
        }
        return this;
    }

    private Optimized result() {
        return new Optimized(graph.model(), applied, List.of());
    }
}
