package dev.parallax.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {

    @TempDir
    Path temp;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(temp.resolve("model.onnx"), bytes);
    }

    private static TensorProto tensor(String location) {
        return TensorProto.newBuilder()
                .setName("t")
                .setRawData(ByteString.copyFrom(new byte[] {0x6a, 5, 1, 2, 3, 4, 5}))
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue("4096"))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setValue(location).setKey("location"))
                .build();
    }

    private static NodeProto node(AttributeProto.Builder attribute) {
        return NodeProto.newBuilder().setOpType("Any").addAttribute(attribute).build();
    }

    @Test
    void tensors_are_found_wherever_a_model_may_have_them() throws Exception {
        // Given
        GraphProto inner = GraphProto.newBuilder()
                .addNode(node(AttributeProto.newBuilder().setT(tensor("inner-attribute"))))
                .addInitializer(tensor("inner"))
                .build();
        GraphProto graph = GraphProto.newBuilder()
                .addInitializer(tensor("initializer"))
                .addInitializer(TensorProto.newBuilder().setName("none").addFloatData(1))
                .addSparseInitializer(SparseTensorProto.newBuilder()
                        .setValues(tensor("sparse-values"))
                        .setIndices(tensor("sparse-indices")))
                .addNode(node(AttributeProto.newBuilder().setT(tensor("attribute"))))
                .addNode(node(AttributeProto.newBuilder().addTensors(tensor("attributes"))))
                .addNode(node(AttributeProto.newBuilder().setG(inner)))
                .addNode(node(AttributeProto.newBuilder()
                        .addGraphs(GraphProto.newBuilder().addInitializer(tensor("branch")))))
                .addNode(node(AttributeProto.newBuilder()
                        .setSparseTensor(SparseTensorProto.newBuilder().setValues(tensor("sparse-attribute")))))
                .addNode(node(AttributeProto.newBuilder()
                        .addSparseTensors(SparseTensorProto.newBuilder().setValues(tensor("sparse-attributes")))))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setGraph(graph)
                .addFunctions(FunctionProto.newBuilder()
                        .addNode(node(AttributeProto.newBuilder().setT(tensor("function")))))
                .addTrainingInfo(TrainingInfoProto.newBuilder()
                        .setInitialization(GraphProto.newBuilder().addInitializer(tensor("training")))
                        .setAlgorithm(GraphProto.newBuilder().addInitializer(tensor("algorithm"))))
                .build();
        // Then
        assertThat(ExternalData.locations(file(model.toByteArray())))
                .containsExactly(
                        "algorithm",
                        "attribute",
                        "attributes",
                        "branch",
                        "function",
                        "initializer",
                        "inner",
                        "inner-attribute",
                        "sparse-attribute",
                        "sparse-attributes",
                        "sparse-indices",
                        "sparse-values",
                        "training");
    }

    @Test
    void graphs_too_deep_in_each_other_are_refused() throws Exception {
        // Given
        GraphProto graph = GraphProto.getDefaultInstance();
        for (int i = 0; i < 100; i++) {
            graph = GraphProto.newBuilder()
                    .addNode(node(AttributeProto.newBuilder().setG(graph)))
                    .build();
        }
        Path onnx = file(ModelProto.newBuilder().setGraph(graph).build().toByteArray());
        // Then
        assertThatThrownBy(() -> ExternalData.locations(onnx))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("200 deep");
    }

    @Test
    void a_graph_that_is_cut_off_is_refused() throws Exception {
        // Given
        byte[] whole = ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(tensor("weights.bin")))
                .build()
                .toByteArray();
        Path onnx = file(Arrays.copyOf(whole, whole.length - 3));
        // Then
        assertThatThrownBy(() -> ExternalData.locations(onnx))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not an ONNX graph");
    }

    @Property(tries = 300)
    void bytes_of_any_kind_give_locations_or_a_model_exception(@ForAll @Size(max = 200) byte[] bytes)
            throws IOException {
        Path onnx = Files.createTempFile("parallax", ".onnx");
        try {
            Files.write(onnx, bytes);
            assertThat(ExternalData.locations(onnx)).doesNotContainNull();
        } catch (ModelException e) {
            assertThat(e).hasMessageContaining("is not an ONNX graph");
        } finally {
            Files.delete(onnx);
        }
    }
}
