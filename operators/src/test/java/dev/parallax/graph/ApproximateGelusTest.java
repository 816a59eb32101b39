package dev.parallax.graph;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproximateGelusTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            x times the sum, halved            | Div x root q, Erf q e, Add e one s, Mul x s p, Mul p half y    | 1
            half of x, times the sum           | Div x root q, Erf q e, Add e one s, Mul x half p, Mul p s y    | 1
            x times half of the sum            | Div x root q, Erf q e, Add one e s, Mul s half p, Mul x p y    | 1
            x times the root of a half         | Mul rootofhalf x q, Erf q e, Add e one s, Mul s x p, Mul half p y | 1
            another divisor                    | Div x half q, Erf q e, Add e one s, Mul x s p, Mul p half y    | 0
            another summand                    | Div x root q, Erf q e, Add e half s, Mul x s p, Mul p half y   | 0
            another factor                     | Div x root q, Erf q e, Add e one s, Mul x s p, Mul p one y     | 0
            another value than in the error    | Div x root q, Erf q e, Add e one s, Neg x z, Mul z s p, Mul p half y | 0
            a divided number                   | Div root x q, Erf q e, Add e one s, Mul x s p, Mul p half y    | 0
            """)
    void a_gelu_is_found_in_all_orders_of_its_factors_and_nothing_else_is(String given, String nodes, int places) {
        // Given a graph from x to y
        GraphProto.Builder graph = GraphProto.newBuilder().setName(given);
        graph.addInput(value("x0", TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        graph.addNode(node("Cast", List.of("x0"), "x").addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)));
        graph.addOutput(value("y", TensorProto.DataType.FLOAT_VALUE, "batch", "sequence"));
        graph.addInitializer(floats("root", new float[] {(float) Math.sqrt(2)}));
        graph.addInitializer(floats("rootofhalf", new float[] {(float) Math.sqrt(0.5)}));
        graph.addInitializer(floats("one", new float[] {1}));
        graph.addInitializer(floats("half", new float[] {0.5f}));
        for (String each : nodes.split(", ", -1)) {
            List<String> words = List.of(each.trim().split("\\s+", -1));
            graph.addNode(node(words.get(0), words.subList(1, words.size() - 1), words.get(words.size() - 1)));
        }
        ModelGraph model = ModelGraph.of(ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build());
        Shapes shapes = Shapes.of(model);

        // When it is rewritten
        Rewriting.Result result = new ApproximateGelus().apply(model, shapes);

        // Then a Gelu becomes one operator, and rewriting again finds nothing
        assertThat(result.places()).isEqualTo(places);
        assertThat(result.graph().nodes().stream()
                        .filter(node -> node.getOpType().equals("FastGelu")))
                .hasSize(places);
        assertThat(result.graph().nodes().stream()
                        .filter(node -> node.getOpType().equals("Erf")))
                .hasSize(1 - places);
        assertThat(new ApproximateGelus().apply(result.graph(), shapes).places())
                .isZero();
    }
}
