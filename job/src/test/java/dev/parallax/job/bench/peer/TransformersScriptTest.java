package dev.parallax.job.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script on Node, with a package in place of {@code @huggingface/transformers} that has its functions. */
@EnabledIf(value = "nodeIsThere", disabledReason = "node is not found on the PATH")
class TransformersScriptTest {

    private static final String PACKAGE = """
            mkdir -p node_modules/@huggingface/transformers node_modules/onnxruntime-node
            echo '{"version":"4.3.2","type":"module","main":"index.js"}' > node_modules/@huggingface/transformers/package.json
            echo '{"version":"1.30.0"}' > node_modules/onnxruntime-node/package.json
            cat > node_modules/@huggingface/transformers/index.js <<'END'
            export const env = {};
            export async function pipeline(task, name, options) {
              console.log('a line that is no reply');
              if (task !== 'text-classification' || env.allowRemoteModels || options.dtype !== 'fp32') {
                throw new Error('another call');
              }
              return async (texts) => {
                if (texts.includes('fail')) throw new Error('no such operator');
                return texts.map((text) => ({
                  label: `${text} of ${texts.length} with ${options.session_options.intraOpNumThreads}`,
                }));
              };
            }
            END
            """;

    @TempDir
    private Path folder;

    static boolean nodeIsThere() {
        return PeerEnvironment.ofThisProcess().find("node").isPresent();
    }

    @Test
    void texts_are_answered_in_their_order_by_batches_of_the_chosen_size() throws Exception {
        // When
        try (Peer peer = open()) {
            List<String> labels = peer.labels(List.of("a", "b", "c"));
            // Then
            assertThat(peer.description()).contains("@huggingface/transformers 4.3.2, onnxruntime-node 1.30.0");
            assertThat(labels).extracting(label -> label.charAt(0)).containsExactly('a', 'b', 'c');
            assertThat(labels).allSatisfy(label -> assertThat(label).matches("[abc] of [123] with [12]"));
            assertThat(peer.perSecond(List.of("a", "b", "c"))).isPositive();
        }
    }

    @Test
    void a_failure_of_a_worker_is_told() throws Exception {
        try (Peer peer = open()) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> peer.labels(List.of("fail")))
                    .withMessageContaining("no such operator");
        }
    }

    private Peer open() throws IOException, PeerException, InterruptedException {
        FakePrograms programs = new FakePrograms(folder.resolve("programs")).program("npm", PACKAGE);
        Path node = PeerEnvironment.ofThisProcess().find("node").orElseThrow();
        programs.program("node", "exec '" + node + "' \"$@\"");
        PeerEnvironment fake = programs.environment();
        PeerEnvironment environment =
                new PeerEnvironment(fake.checkout(), fake.path() + ":/usr/bin:/bin", fake.cache(), List.of());
        return TransformersPeer.open(
                environment,
                ModelBundle.read(TinyModel.bert().write(folder.resolve("model")), null, ModelBundle.MODEL_LIMIT),
                Files.createDirectory(folder.resolve("work")),
                1,
                2,
                List.of("a", "b", "c"));
    }
}
