package dev.parallax.train.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.RandomProjection;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.model.TinyEncoder;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {

    @TempDir
    Path temp;

    private Path data(String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String thing : List.of("film", "meal", "phone", "very film", "very meal")) {
            lines.append("good\ta lovely ").append(thing).append(" .\n");
            for (String word : List.of("bad", "awful", "dull")) {
                lines.append("bad\ta ").append(word).append(' ').append(thing).append(" .\n");
            }
        }
        return Files.writeString(temp.resolve(name), lines);
    }

    private LabRequest request(Path data, Optional<Path> test, OptionalInt projection) {
        return new LabRequest(
                new TinyEncoder().write(temp.resolve("encoder")),
                Pooling.CLS,
                32,
                1,
                data,
                test,
                FileFormat.AUTO,
                projection,
                new PerceptronOptions(
                        List.of(5),
                        Optimizer.LBFGS,
                        20,
                        4,
                        0.1,
                        Initialization.SPARK,
                        Loss.CROSS_ENTROPY,
                        ClassWeight.NONE,
                        3));
    }

    @Test
    void every_way_to_fit_is_tried_once_on_the_same_rows() throws Exception {
        LabResult result = Lab.run(request(data("a.tsv"), Optional.empty(), OptionalInt.empty()), Progress.NONE);

        assertThat(result.labels()).containsExactly("bad", "good");
        assertThat(result.layers()).containsExactly(TinyEncoder.WIDTH, 5, 2);
        assertThat(result.trainRows()).containsExactly(12, 4);
        assertThat(result.testRows()).containsExactly(3, 1);
        assertThat(result.networks()).hasSize(16).extracting(LabNetwork::name).doesNotHaveDuplicates();
        assertThat(result.networks()).allSatisfy(network -> {
            assertThat(network.train().total()).isEqualTo(16);
            assertThat(network.test().total()).isEqualTo(4);
            assertThat(network.losses()).hasSizeGreaterThan(1);
        });
        assertThat(result.constant().count(1, 0)).isEqualTo(1);
    }

    @Test
    void a_test_file_is_tested_on_and_never_fitted_on() throws Exception {
        Path test = Files.writeString(temp.resolve("b.tsv"), "good\ta great film .\nbad\ta dull phone .\n");

        LabResult result = Lab.run(request(data("a.tsv"), Optional.of(test), OptionalInt.of(3)), Progress.NONE);

        assertThat(result.trainRows()).containsExactly(15, 5);
        assertThat(result.testRows()).containsExactly(1, 1);
        assertThat(result.layers()).containsExactly(3, 5, 2);
    }

    @Test
    void the_same_seed_produces_the_same_result() throws Exception {
        LabRequest request = request(data("a.tsv"), Optional.empty(), OptionalInt.of(4));

        assertThat(Lab.run(request, Progress.NONE)).isEqualTo(Lab.run(request, Progress.NONE));
    }

    @Test
    void data_of_one_label_and_labels_of_the_test_alone_are_rejected() throws Exception {
        Path one = Files.writeString(temp.resolve("one.tsv"), "good\ta film\ngood\ta meal\n");
        Path other = Files.writeString(temp.resolve("other.tsv"), "fair\ta film\n");
        Path few = Files.writeString(temp.resolve("few.tsv"), "good\ta film\nbad\ta meal\n");

        assertThatThrownBy(() -> Lab.run(request(one, Optional.empty(), OptionalInt.empty()), Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has only the label [good]");
        assertThatThrownBy(
                        () -> Lab.run(request(data("a.tsv"), Optional.of(other), OptionalInt.empty()), Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("other.tsv line 1 has the label 'fair'");
        assertThatThrownBy(() -> Lab.run(request(few, Optional.empty(), OptionalInt.empty()), Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("No class of")
                .hasMessageContaining("expected more data, or a test file");
    }

    @Test
    void a_network_that_runs_away_is_a_result() {
        LabelledFeatures data = new LabelledFeatures(
                new float[][] {{1e20f, 1}, {-1e20f, 1}, {1e20f, -1}, {-1e20f, -1}}, new int[] {0, 1, 1, 0}, 2);
        PerceptronOptions options = new PerceptronOptions(
                List.of(), Optimizer.SGD, 50, 2, 1e300, Initialization.GLOROT, Loss.CROSS_ENTROPY, ClassWeight.NONE, 1);

        LabResult result = Lab.compare(List.of("a", "b"), data, data, options, Progress.NONE);

        assertThat(result.network(Optimizer.SGD, Initialization.GLOROT, Loss.CROSS_ENTROPY)
                        .failure())
                .contains("is too large");
    }

    @Test
    void a_random_projection_keeps_lengths_about_as_they_are() {
        Random random = new Random(1);
        float[][] rows = new float[20][200];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }

        float[][] projected = RandomProjection.of(200, 150, 7).apply(rows);

        double ratio = 0;
        for (int i = 0; i < rows.length; i++) {
            ratio += square(projected[i]) / square(rows[i]) / rows.length;
        }
        assertThat(projected).hasDimensions(20, 150);
        assertThat(ratio).isCloseTo(1, within(0.1));
        assertThatThrownBy(() -> RandomProjection.of(200, 0, 7)).hasMessageContaining("0 features");
    }

    private static double square(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value * value;
        }
        return sum;
    }
}
