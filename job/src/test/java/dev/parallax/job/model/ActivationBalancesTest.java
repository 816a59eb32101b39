package dev.parallax.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.graph.ActivationBalances;
import dev.parallax.graph.GraphOptimizer;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that the balances of {@code sentiment-int8} can be measured again from what is in the repository. */
class ActivationBalancesTest {

    /** The built-in sentences that are measured: every fourth. */
    private static final int EVERY = 4;

    /** Numbers have 8 significant bits, and processors round sums in different ways. */
    private static final double RELATIVE = 0.02;

    @Test
    void the_balances_are_what_the_built_in_sentences_give() throws IOException {
        // Given the exported model, and built-in sentences
        ModelBundle exported = ModelBundle.read(DefaultModel.SENTIMENT.folder(false), null, ModelBundle.MODEL_LIMIT);
        List<Encoding> texts = new ArrayList<>();
        try (HuggingFaceEncoder encoder = exported.newEncoder()) {
            List<Sentence> sentences = Corpus.sentiment().sentences();
            for (int i = 0; i < sentences.size(); i += EVERY) {
                texts.add(encoder.encode(sentences.get(i).text()));
            }
        }

        // When its activations are measured
        ActivationBalances measured =
                GraphOptimizer.balances(ModelProto.parseFrom(Files.readAllBytes(exported.onnx())), texts);

        // Then the numbers are those that ship; after a change the new ones are in this file
        Path written = Files.write(Path.of("target", "balances.onnx"), measured.toByteArray());
        List<TensorProto> found = tensors(measured);
        List<TensorProto> shipped = tensors(DefaultModel.SENTIMENT_INT8.balances());
        assertThat(found)
                .as("measured, see %s", written)
                .extracting(TensorProto::getName)
                .containsExactlyElementsOf(
                        shipped.stream().map(TensorProto::getName).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(share(floats(found.get(i)), floats(shipped.get(i))))
                    .as("share of equal numbers of %s, see %s", found.get(i).getName(), written)
                    .isGreaterThan(0.98);
        }
    }

    private static List<TensorProto> tensors(ActivationBalances balances) throws IOException {
        return ModelProto.parseFrom(balances.toByteArray()).getGraph().getInitializerList();
    }

    private static FloatBuffer floats(TensorProto tensor) {
        return tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static double share(FloatBuffer one, FloatBuffer other) {
        int same = 0;
        for (int i = 0; i < one.limit(); i++) {
            double scale = Math.max(Math.abs(one.get(i)), Math.abs(other.get(i)));
            if (Math.abs(one.get(i) - other.get(i)) <= RELATIVE * Math.max(scale, 1e-2)) {
                same++;
            }
        }
        return same / (double) one.limit();
    }
}
