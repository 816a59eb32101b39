package dev.parallax.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.BatcherClosedException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ClassifierRegistryTest {

    @TempDir
    Path temp;

    private ServingOptions options(String folder, BatchPolicy policy) {
        return new ServingOptions(
                temp.resolve(folder).toString(),
                "tiny",
                ModelBundle.MODEL_LIMIT,
                DeviceOptions.CPU.withCpuThreads(1),
                policy);
    }

    @Test
    void users_of_one_model_share_it_until_the_last_gives_it_back() throws Exception {
        TinyModel.bert().write(temp.resolve("a"));
        int before = ClassifierRegistry.openSessions();
        Lease<ModelServing> first = ClassifierRegistry.acquire(options("a", BatchPolicy.DEFAULT));
        Lease<ModelServing> second = ClassifierRegistry.acquire(options("a", BatchPolicy.DEFAULT));

        assertThat(second.value()).isSameAs(first.value());
        assertThat(ClassifierRegistry.openSessions()).isEqualTo(before + 1);

        first.close();
        first.close();
        assertThat(second.value()
                        .submit(Encoding.of(2, 8, 3), Duration.ofMinutes(1))
                        .get()
                        .logits())
                .hasSize(2);

        ModelServing serving = second.value();
        second.close();
        assertThat(ClassifierRegistry.openSessions()).isEqualTo(before);
        assertThatThrownBy(() ->
                        serving.submit(Encoding.of(2), Duration.ofMinutes(1)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BatcherClosedException.class);
    }

    @Test
    void other_batches_of_the_same_model_still_share_its_session() {
        TinyModel.bert().write(temp.resolve("a"));
        int before = ClassifierRegistry.openSessions();
        try (Lease<ModelServing> one = ClassifierRegistry.acquire(options("a", BatchPolicy.DEFAULT));
                Lease<ModelServing> other =
                        ClassifierRegistry.acquire(options("a", BatchPolicy.DEFAULT.withMaxRows(2)))) {
            assertThat(other.value()).isNotSameAs(one.value());
            assertThat(ClassifierRegistry.openSessions()).isEqualTo(before + 1);
        }
        assertThat(ClassifierRegistry.openSessions()).isEqualTo(before);
    }

    @Test
    void a_model_that_cannot_be_used_leaves_nothing_behind() {
        TinyModel.bert().embeddingRows(10).write(temp.resolve("broken"));
        int before = ClassifierRegistry.openSessions();

        assertThatThrownBy(() -> ClassifierRegistry.acquire(options("broken", BatchPolicy.DEFAULT)))
                .isInstanceOf(ModelException.class);

        assertThat(ClassifierRegistry.openSessions()).isEqualTo(before);
    }
}
