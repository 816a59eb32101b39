package dev.parallax.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadFolder;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.model.TinyEncoder;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.Perceptron;
import dev.parallax.train.perceptron.PerceptronFit;
import dev.parallax.train.perceptron.PerceptronOptions;
import dev.parallax.train.perceptron.PerceptronShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads a network fitted and saved by the real Spark MLlib; {@code src/test/resources/mllib/README.md} describes how.
 */
class SparkPerceptronTest {

    @TempDir
    Path temp;

    private Path saved;
    private JsonNode expected;
    private LabelledFeatures rows;

    @BeforeEach
    void readExpected() throws IOException {
        rows = MllibRows.read(SavedBySpark.open("rows.bin"));
        expected = JsonMapper.builder().build().readTree(SavedBySpark.open("expected.json"));
        saved = temp.resolve("saved");
        SavedBySpark.copy(saved);
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, i -> array.get(i).asDouble());
        return numbers;
    }

    private Path metadata() {
        return saved.resolve("metadata").resolve("part-00000");
    }

    private Path data() {
        return SavedBySpark.data(saved);
    }

    @Test
    void weights_are_those_that_spark_saved_and_probabilities_those_that_spark_returns() {
        SparkPerceptron spark = SparkPerceptron.read(saved);

        assertThat(spark.sparkVersion()).isEqualTo("3.5.7");
        assertThat(spark.network().shape().layers()).containsExactly(4, 5, 3);
        assertThat(spark.network().weights()).containsExactly(numbers(expected.path("weights")));
        JsonNode probabilities = expected.path("probabilities");
        assertThat(probabilities).isNotEmpty();
        for (int i = 0; i < probabilities.size(); i++) {
            double[] ours = spark.network().probabilities(rows.rows()[i]);
            assertThat(ours).usingComparatorWithPrecision(1e-9).containsExactly(numbers(probabilities.get(i)));
        }
    }

    @Test
    void a_seed_produces_the_first_weights_that_spark_draws() {
        PerceptronShape shape = new PerceptronShape(List.of(4, 5, 3));

        assertThat(Initialization.SPARK.weights(shape, 11)).containsExactly(numbers(expected.path("start")));
    }

    @Test
    void the_fit_goes_the_way_that_sparks_goes() {
        // Given Spark's options: one block of all rows, so that both take the same mean
        PerceptronOptions options = new PerceptronOptions(
                List.of(5), Optimizer.LBFGS, 30, 1, 1, Initialization.SPARK, Loss.CROSS_ENTROPY, ClassWeight.NONE, 11);

        PerceptronFit fit = PerceptronFit.of(rows, options, Progress.NONE);

        double[] losses = numbers(expected.path("losses"));
        assertThat(fit.losses())
                .hasSameSizeAs(Arrays.asList(Arrays.stream(losses).boxed().toArray()));
        for (int i = 0; i < losses.length; i++) {
            assertThat(fit.losses().get(i)).as("iteration %d", i).isCloseTo(losses[i], within(losses[i] * 0.01));
        }
    }

    @Test
    void a_network_imported_and_exported_is_the_same_in_float32() {
        Perceptron network = SparkPerceptron.read(saved).network();

        Perceptron back = Perceptron.of(HeadGraph.parse("head", network.toOnnx().toByteArray()));

        for (float[] row : rows.rows()) {
            assertThat(back.probabilities(row))
                    .usingComparatorWithPrecision(1e-5)
                    .containsExactly(network.probabilities(row));
        }
    }

    @Test
    void an_import_makes_a_head_and_a_classifier() {
        EncoderFolder encoder = new TinyEncoder().width(4).write(temp.resolve("encoder"));
        List<String> labels = List.of("a", "b", "c");

        HeadCard card =
                new HeadImport(saved, encoder, Pooling.MEAN, 64, labels, temp.resolve("model"), "ours", false).write();
        new HeadImport(saved, encoder, Pooling.MEAN, 64, labels, temp.resolve("head"), "ours", true).write();

        assertThat(card.training().network()).isNotNull().satisfies(network -> {
            assertThat(network.optimizer()).isEqualTo("imported from Spark 3.5.7");
            assertThat(network.layers()).containsExactly(4, 5, 3);
        });
        assertThat(temp.resolve("model/model.onnx")).exists();
        assertThat(HeadFolder.read(temp.resolve("head")).card()).isEqualTo(card);
        assertThatThrownBy(() ->
                        new HeadImport(saved, encoder, Pooling.CLS, 64, labels, temp.resolve("head"), "", true).write())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> new HeadImport(
                                saved, encoder, Pooling.CLS, 64, List.of("a", "b"), temp.resolve("two"), "", true)
                        .write())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("gives 3 logits, but its card names the labels [a, b]");
    }

    @Test
    void an_encoder_of_another_width_is_rejected() {
        EncoderFolder encoder = new TinyEncoder().width(6).write(temp.resolve("encoder"));

        assertThatThrownBy(() -> new HeadImport(
                                saved,
                                encoder,
                                Pooling.CLS,
                                64,
                                List.of("a", "b", "c"),
                                temp.resolve("model"),
                                "",
                                false)
                        .write())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("The head of a perceptron with the layers [4, 5, 3] reads vectors of 4 elements")
                .hasMessageContaining("has 6");
    }

    @Test
    void another_kind_of_model_is_rejected() throws Exception {
        Files.writeString(
                metadata(), Files.readString(metadata()).replace("MultilayerPerceptron", "LogisticRegression"));

        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("LogisticRegressionClassificationModel': expected");
    }

    @Test
    void a_model_of_an_older_spark_is_rejected() throws Exception {
        Files.writeString(metadata(), Files.readString(metadata()).replace("\"layers\"", "\"sizes\""));

        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no layers in paramMap");
    }

    @Test
    void layers_that_the_weights_do_not_fit_are_rejected() throws Exception {
        Files.writeString(metadata(), Files.readString(metadata()).replace("[4,5,3]", "[4,6,3]"));

        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has 43 weights: expected 51");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata/part-00000", "data/part.snappy.parquet", "metadata", "data"})
    void a_link_out_of_the_folder_is_rejected(String part) throws Exception {
        // Given
        Files.move(saved.resolve(part), temp.resolve("elsewhere"));
        Files.createSymbolicLink(saved.resolve(part), temp.resolve("elsewhere"));
        // Then
        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(part + " is a link to", "out of its folder");
    }

    @ParameterizedTest
    @CsvSource({"metadata/part-00000, 16777216", "data/part.snappy.parquet, 134217728"})
    void a_file_that_is_too_large_is_rejected_before_it_is_read(String file, long largest) throws Exception {
        // Given
        try (RandomAccessFile large = new RandomAccessFile(saved.resolve(file).toFile(), "rw")) {
            large.setLength(largest + 1);
        }
        // Then
        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file, (largest + 1) + " bytes", "expected " + largest);
    }

    @Test
    void a_folder_of_very_many_files_is_rejected() throws Exception {
        // Given
        for (int i = 0; i < 1000; i++) {
            Files.createFile(saved.resolve("metadata").resolve("." + i));
        }
        // Then
        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("metadata has more than 1000 files", "expected 1000 at most");
    }

    /** Rewrites the Parquet file's footer. */
    private void changeFooter(Consumer<FileMetaData> change) throws IOException {
        byte[] bytes = Files.readAllBytes(data());
        int tail = Integer.BYTES + "PAR1".length();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = bytes.length - tail - file.getInt(bytes.length - tail);
        FileMetaData footer =
                Util.readFileMetaData(new ByteArrayInputStream(bytes, start, bytes.length - tail - start));
        change.accept(footer);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, changed);
        int length = changed.size();
        ByteBuffer whole = ByteBuffer.allocate(start + length + tail).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(bytes, 0, start).put(changed.toByteArray()).putInt(length).put(bytes, bytes.length - 4, 4);
        Files.write(data(), whole.array());
    }

    @Test
    void a_footer_that_promises_very_many_records_is_rejected() throws Exception {
        changeFooter(footer -> footer.getRow_groups().get(0).setNum_rows(1L << 40));

        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll(data().toString(), (1L << 40) + " values and records", "expected 16777216");
    }

    @Test
    void a_page_that_grows_when_it_is_uncompressed_is_rejected() throws Exception {
        // Given a file with the pages of one row group a hundred times over
        changeFooter(footer -> {
            RowGroup rows = footer.getRow_groups().get(0);
            for (int i = 0; i < 99; i++) {
                footer.addToRow_groups(rows.deepCopy());
            }
        });
        byte[] bytes = Files.readAllBytes(data());
        long page = 43 * Double.BYTES;
        // Then what they hold together counts
        assertThat(ParquetFile.read(data(), bytes, new ParquetBudget(data(), 200 * page, 20_000)))
                .hasSize(100);
        assertThatThrownBy(() -> ParquetFile.read(data(), bytes, new ParquetBudget(data(), 50 * page, 20_000)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("bytes when it is uncompressed", "expected " + 50 * page + " at most");
        assertThatThrownBy(() -> ParquetFile.read(data(), bytes, new ParquetBudget(data(), 200 * page, 2000)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("values and records", "expected 2000 at most");
    }

    @Test
    void files_that_are_missing_cut_off_or_no_parquet_are_rejected() throws Exception {
        byte[] bytes = Files.readAllBytes(data());
        for (int length : new int[] {0, 7, 100, bytes.length - 1}) {
            Files.write(data(), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SparkPerceptron.read(saved))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("Parquet");
        }
        for (int i = 20; i < bytes.length - 8; i += 7) {
            byte[] bent = bytes.clone();
            bent[i] ^= 0x55;
            Files.write(data(), bent);
            try {
                SparkPerceptron.read(saved);
            } catch (TrainingException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        Files.delete(data());
        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has 0 files .parquet: expected one");
        assertThatThrownBy(() -> SparkPerceptron.read(temp))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no folder metadata");
    }

    private void metadata(Path folder, String json) throws Exception {
        Files.createDirectories(folder.resolve("metadata"));
        Files.writeString(folder.resolve("metadata/part-00000"), json);
    }

    private void thresholds(String json) throws Exception {
        Path file = saved.resolve("metadata/part-00000");
        Files.writeString(
                file, Files.readString(file).replace("\"paramMap\":{", "\"paramMap\":{\"thresholds\":" + json + ","));
    }

    @Test
    void thresholds_that_weigh_the_classes_are_rejected() throws Exception {
        thresholds("[0.9,0.05,0.05]");
        assertThatThrownBy(() -> SparkPerceptron.read(saved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has the thresholds [0.9,0.05,0.05]")
                .hasMessageContaining("model.clear(model.thresholds)");
    }

    @Test
    void thresholds_that_are_equal_change_nothing() throws Exception {
        thresholds("[0.5,0.5,0.5]");
        assertThat(SparkPerceptron.read(saved).network().shape().layers()).containsExactly(4, 5, 3);
    }

    @Test
    void a_saved_pipeline_says_which_of_its_stages_to_take() throws Exception {
        // Given
        Path pipeline = temp.resolve("pipeline");
        metadata(pipeline, "{\"class\":\"org.apache.spark.ml.PipelineModel\"}");
        metadata(pipeline.resolve("stages/0_idx"), "{\"class\":\"org.apache.spark.ml.feature.StringIndexerModel\"}");
        SavedBySpark.copy(pipeline.resolve("stages/1_mlpc"));
        // Then
        assertThatThrownBy(() -> SparkPerceptron.read(pipeline))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("PipelineModel")
                .hasMessageEndingWith("It is a stage of this pipeline: --from " + pipeline.resolve("stages/1_mlpc"));
        assertThat(SparkPerceptron.read(pipeline.resolve("stages/1_mlpc")).sparkVersion())
                .isEqualTo("3.5.7");
    }

    @Test
    void a_scaler_in_front_of_the_network_is_rejected_and_one_behind_it_is_not() throws Exception {
        // Given
        Path pipeline = temp.resolve("pipeline");
        metadata(pipeline, "{\"class\":\"org.apache.spark.ml.PipelineModel\"}");
        String scaler = "{\"class\":\"org.apache.spark.ml.feature.StandardScalerModel\"}";
        metadata(pipeline.resolve("stages/2_scaler"), scaler);
        SavedBySpark.copy(pipeline.resolve("stages/10_mlpc"));
        SavedBySpark.copy(pipeline.resolve("stages/1_mlpc"));
        // Then
        assertThatThrownBy(() -> SparkPerceptron.read(pipeline.resolve("stages/10_mlpc")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("stages/2_scaler, a StandardScalerModel")
                .hasMessageContaining("is not reproduced");
        assertThat(SparkPerceptron.read(pipeline.resolve("stages/1_mlpc")).sparkVersion())
                .isEqualTo("3.5.7");
    }

    @Test
    void a_folder_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> SparkPerceptron.read(temp.resolve("nowhere")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("nowhere does not exist");
    }
}
