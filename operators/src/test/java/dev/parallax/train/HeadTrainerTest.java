package dev.parallax.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.Evaluation;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadFolder;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.model.TinyEncoder;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.Perceptron;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTrainerTest {

    private static final List<String> THINGS =
            List.of("film", "meal", "phone", "film and the meal", "phone and a film");

    @TempDir
    Path temp;

    private EncoderFolder encoder;

    @BeforeEach
    void writeEncoder() {
        encoder = new TinyEncoder().write(temp.resolve("encoder"));
    }

    private Path data(String name, String adverb) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String thing : THINGS) {
            for (String word : List.of("good", "great", "lovely")) {
                lines.append("positive\tthe ")
                        .append(thing)
                        .append(" was ")
                        .append(adverb)
                        .append(word)
                        .append(" .\n");
            }
            for (String word : List.of("bad", "awful", "dull")) {
                lines.append("negative\tthe ")
                        .append(thing)
                        .append(" was ")
                        .append(adverb)
                        .append(word)
                        .append(" .\n");
            }
        }
        return Files.writeString(temp.resolve(name), lines);
    }

    private TrainingRequest request(List<Path> data, List<Path> validate, List<Path> test, String out) {
        return new TrainingRequest(
                encoder,
                data,
                validate,
                test,
                temp.resolve(out),
                7,
                32,
                1,
                OptionalDouble.empty(),
                "written for a test");
    }

    private HeadCard train(List<Path> data, List<Path> validate, List<Path> test) {
        return HeadTrainer.train(request(data, validate, test, "model"), Progress.NONE);
    }

    @Test
    void a_head_is_trained_and_distinguishes_the_classes() throws Exception {
        HeadCard card = train(List.of(data("train.tsv", "")), List.of(), List.of(data("test.tsv", "very ")));

        assertThat(card.labels()).containsExactly("negative", "positive");
        assertThat(card.training().rows()).isEqualTo(30);
        assertThat(card.training().search()).isNotEmpty();
        assertThat(card.evaluations())
                .extracting(Evaluation::file, Evaluation::role, Evaluation::rows, Evaluation::accuracy)
                .containsExactly(
                        tuple("train.tsv", Evaluation.Role.SPLIT, 2, 1.0),
                        tuple("test.tsv", Evaluation.Role.HELD_OUT, 30, 1.0));
        assertThat(HeadCard.parse("head.json", Files.readAllBytes(temp.resolve("model/head.json"))))
                .isEqualTo(card);
    }

    @Test
    void the_same_seed_produces_the_same_folder() throws Exception {
        Path data = data("train.tsv", "");

        HeadTrainer.train(request(List.of(data), List.of(), List.of(), "one"), Progress.NONE);
        HeadTrainer.train(request(List.of(data), List.of(), List.of(), "two"), Progress.NONE);

        for (String file : List.of("model.onnx", "head.onnx", "head.json", "config.json", "tokenizer.json")) {
            assertThat(temp.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("two").resolve(file));
        }
    }

    @Test
    void rows_of_a_file_named_twice_count_twice() throws Exception {
        Path data = data("train.tsv", "");
        Path more = data("more.tsv", "very ");

        HeadCard card = train(List.of(data, more, data), List.of(), List.of());

        assertThat(card.training().rows()).isEqualTo(90);
        assertThat(card.training().files())
                .extracting(HeadCard.DataFile::file, HeadCard.DataFile::times)
                .containsExactly(tuple("train.tsv", 2), tuple("more.tsv", 1));
    }

    @Test
    void a_validation_file_is_never_fitted_on() throws Exception {
        HeadCard card = train(List.of(data("train.tsv", "")), List.of(data("dev.tsv", "very ")), List.of());

        assertThat(card.training().rows()).isEqualTo(30);
        assertThat(card.evaluations())
                .singleElement()
                .satisfies(evaluation -> assertThat(evaluation.role()).isEqualTo(Evaluation.Role.VALIDATION));
    }

    @Test
    void a_fixed_penalty_is_not_searched_for() throws Exception {
        TrainingRequest request = new TrainingRequest(
                encoder,
                List.of(data("train.tsv", "")),
                List.of(),
                List.of(),
                temp.resolve("model"),
                7,
                32,
                1,
                OptionalDouble.of(0.25),
                "");

        HeadCard card = HeadTrainer.train(request, Progress.NONE);

        assertThat(card.training().l2()).isEqualTo(0.25);
        assertThat(card.training().search()).isEmpty();
    }

    private TrainingRequest perceptron(Pooling pooling, boolean headAlone, String out) throws IOException {
        return new TrainingRequest(
                encoder,
                List.of(data("train.tsv", "")),
                List.of(data("dev.tsv", "very ")),
                List.of(data("test.tsv", "very very ")),
                temp.resolve(out),
                7,
                32,
                1,
                OptionalDouble.empty(),
                "",
                pooling,
                Optional.of(new PerceptronOptions(
                        List.of(6),
                        Optimizer.LBFGS,
                        60,
                        8,
                        0.1,
                        Initialization.SPARK,
                        Loss.CROSS_ENTROPY,
                        ClassWeight.NONE,
                        7)),
                headAlone,
                FileFormat.AUTO);
    }

    @Test
    void a_perceptron_is_trained_and_becomes_a_classifier_of_the_same_answers() throws Exception {
        // When a perceptron is trained on means
        HeadCard card = HeadTrainer.train(perceptron(Pooling.MEAN, false, "model"), Progress.NONE);

        // Then its card says how
        assertThat(card.pooling()).isEqualTo(Pooling.MEAN);
        assertThat(card.training().network()).isNotNull().satisfies(network -> {
            assertThat(network.layers()).containsExactly(TinyEncoder.WIDTH, 6, 2);
            assertThat(network.optimizer()).isEqualTo("lbfgs");
            assertThat(network.losses()).hasSize(network.iterations() + 1);
        });
        assertThat(card.evaluations())
                .extracting(Evaluation::file, Evaluation::role)
                .containsExactly(
                        tuple("train.tsv", Evaluation.Role.FITTED),
                        tuple("dev.tsv", Evaluation.Role.VALIDATION),
                        tuple("test.tsv", Evaluation.Role.HELD_OUT));
        assertThat(card.evaluations().get(0).accuracy()).isEqualTo(1);

        // The whole classifier, loaded as by the job, returns the head's logits on the encoder's vectors
        Perceptron network =
                Perceptron.of(HeadFolder.read(temp.resolve("model")).graph());
        ModelBundle model = ModelBundle.read(temp.resolve("model"), null, ModelBundle.MODEL_LIMIT);
        List<String> texts = List.of("the film was lovely .", "the meal was very dull .");
        try (FrozenEncoder frozen = FrozenEncoder.load(encoder, Pooling.MEAN, 32, 1);
                HuggingFaceEncoder tokenizer = model.newEncoder();
                OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU)) {
            float[][] features = frozen.features(texts, Progress.NONE);
            for (int i = 0; i < texts.size(); i++) {
                float[] logits = classifier
                        .score(List.of(tokenizer.encode(texts.get(i))))
                        .get(0)
                        .logits();
                double[] apart = network.logits(features[i]);
                assertThat(new double[] {logits[0], logits[1]})
                        .usingComparatorWithPrecision(1e-3)
                        .containsExactly(apart);
            }
        }
    }

    @Test
    void a_head_alone_has_two_files() throws Exception {
        HeadCard card = HeadTrainer.train(perceptron(Pooling.CLS, true, "head"), Progress.NONE);

        assertThat(temp.resolve("head").toFile().list()).containsExactlyInAnyOrder("head.onnx", "head.json");
        assertThat(HeadFolder.read(temp.resolve("head")).card()).isEqualTo(card);
    }

    @Test
    void a_perceptron_has_no_penalty() throws Exception {
        TrainingRequest request = perceptron(Pooling.CLS, true, "head");

        assertThatThrownBy(() -> new TrainingRequest(
                        request.encoder(),
                        request.data(),
                        request.validate(),
                        request.test(),
                        request.out(),
                        1,
                        32,
                        1,
                        OptionalDouble.of(0.1),
                        "",
                        Pooling.CLS,
                        request.perceptron(),
                        true,
                        FileFormat.AUTO))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("penalty of 0.1");
    }

    @Test
    void data_of_one_label_is_rejected() throws Exception {
        Path data = Files.writeString(temp.resolve("train.tsv"), "positive\tgood\npositive\tgreat\n");

        assertThatThrownBy(() -> train(List.of(data), List.of(), List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has only the label [positive]: expected at least 2");
    }

    @Test
    void a_validation_label_that_no_training_row_has_is_rejected_with_its_line() throws Exception {
        Path data = data("train.tsv", "");
        Path dev = Files.writeString(temp.resolve("dev.tsv"), "positive\tgood\nmixed\tgood and bad\n");

        assertThatThrownBy(() -> train(List.of(data), List.of(dev), List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("dev.tsv line 2 has the label 'mixed'")
                .hasMessageContaining("[negative, positive]");
    }

    @Test
    void too_few_rows_for_a_split_are_rejected() throws Exception {
        Path data = Files.writeString(temp.resolve("train.tsv"), "positive\tgood\nnegative\tbad\n");

        assertThatThrownBy(() -> train(List.of(data), List.of(), List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("No class has 10 rows");
    }

    @Test
    void a_folder_with_files_is_not_written_to() throws Exception {
        Path data = data("train.tsv", "");
        Files.createDirectory(temp.resolve("model"));
        Files.writeString(temp.resolve("model/notes.txt"), "mine");

        assertThatThrownBy(() -> train(List.of(data), List.of(), List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not empty");
    }
}
