package dev.parallax.train.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.linear.HeadFitter;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerceptronFitTest {

    /** Two classes that are not linearly separable: whether two features have the same sign. */
    private static LabelledFeatures corners(int rows, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[rows][3];
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 3; j++) {
                features[i][j] = (float) (random.nextBoolean() ? 1 + random.nextDouble() : -1 - random.nextDouble());
            }
            classes[i] = features[i][0] * features[i][1] > 0 ? 1 : 0;
        }
        return new LabelledFeatures(features, classes, 2);
    }

    private static LabelledFeatures noise(int rows, int width, int classes, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[rows][width];
        int[] truths = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                features[i][j] = (float) random.nextGaussian();
            }
            truths[i] = i < classes ? i : random.nextInt(classes);
        }
        return new LabelledFeatures(features, truths, classes);
    }

    private static PerceptronOptions options(Optimizer optimizer, Initialization init, int iterations, double rate) {
        return new PerceptronOptions(
                List.of(12), optimizer, iterations, 32, rate, init, Loss.CROSS_ENTROPY, ClassWeight.NONE, 5);
    }

    private static PerceptronFit fit(LabelledFeatures data, PerceptronOptions options) {
        return PerceptronFit.of(data, options, Progress.NONE);
    }

    @Property(tries = 40)
    void the_gradient_is_that_of_finite_differences(
            @ForAll Loss loss,
            @ForAll ClassWeight classWeight,
            @ForAll @Size(max = 3) List<@IntRange(min = 1, max = 6) Integer> hidden,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(min = 5, max = 150) int rows,
            @ForAll long seed) {
        // Given a network of any depth at some point
        LabelledFeatures data = noise(rows, 3, classes, seed);
        List<Integer> layers = new ArrayList<>(List.of(3));
        layers.addAll(hidden);
        layers.add(classes);
        Perceptron network = PerceptronTest.random(layers, seed);
        PerceptronLoss objective = new PerceptronLoss(network.shape(), data, loss, classWeight);
        double[] gradient = new double[objective.size()];

        // When its slopes are computed
        double value = objective.evaluate(network.weights(), gradient);

        // Then they are what the loss changes by, weight by weight
        assertThat(objective.value(network.weights())).isEqualTo(value);
        double step = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
            double[] above = network.weights().clone();
            double[] below = network.weights().clone();
            above[i] += step;
            below[i] -= step;
            double slope = (objective.value(above) - objective.value(below)) / (2 * step);
            assertThat(gradient[i]).as("weight %d", i).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        }
    }

    @Property(tries = 30)
    void the_loss_over_rows_is_the_mean_of_what_the_network_says_of_each(
            @ForAll @IntRange(min = 2, max = 300) int rows, @ForAll long seed) {
        LabelledFeatures data = noise(rows, 4, 2, seed);
        Perceptron network = PerceptronTest.random(List.of(4, 5, 2), seed);

        double value = new PerceptronLoss(network.shape(), data, Loss.CROSS_ENTROPY, ClassWeight.NONE)
                .value(network.weights());

        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum -= Math.log(network.probabilities(data.rows()[i])[data.classes()[i]]);
        }
        assertThat(value).isCloseTo(sum / rows, within(1e-9));
    }

    @Property(tries = 30)
    void of_two_classes_the_log_loss_is_nearly_the_cross_entropy(@ForAll long seed) {
        LabelledFeatures data = noise(50, 4, 2, seed);
        Perceptron network = PerceptronTest.random(List.of(4, 3, 2), seed);

        double[] values = {
            new PerceptronLoss(network.shape(), data, Loss.CROSS_ENTROPY, ClassWeight.NONE).value(network.weights()),
            new PerceptronLoss(network.shape(), data, Loss.LOG_LOSS, ClassWeight.NONE).value(network.weights())
        };

        assertThat(values[1]).isCloseTo(values[0], within(1e-4));
    }

    @Test
    void the_log_loss_is_tensorflows() {
        // Given logits whose softmax is 0.5, 0.25, 0.25
        double[] logits = {Math.log(2), 0, 0};

        double loss = Loss.LOG_LOSS.of(logits, 1);

        // Then it is the mean of three binary losses
        double expected = -(Math.log(1 - 0.5 + 1e-7) + Math.log(0.25 + 1e-7) + Math.log(1 - 0.25 + 1e-7)) / 3;
        assertThat(loss).isCloseTo(expected, within(1e-12));
    }

    @Test
    void balanced_classes_count_alike() {
        LabelledFeatures data = new LabelledFeatures(new float[][] {{1}, {1}, {1}, {1}}, new int[] {0, 0, 0, 1}, 3);

        double[] weights = ClassWeight.BALANCED.of(data);

        assertThat(weights).containsExactly(4.0 / 2 / 3, 4.0 / 2, 0);
    }

    @ParameterizedTest
    @EnumSource
    void both_optimizers_learn_what_no_line_parts(Optimizer optimizer) {
        LabelledFeatures data = corners(400, 1);

        PerceptronFit fit = fit(data, options(optimizer, Initialization.GLOROT, 150, 0.5));

        assertThat(HeadFitter.accuracy(fit.network(), data)).isEqualTo(1);
        assertThat(fit.losses().get(fit.losses().size() - 1))
                .isLessThan(fit.losses().get(0) / 5);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_produces_the_same_network_on_any_number_of_threads(Optimizer optimizer) throws Exception {
        LabelledFeatures data = corners(500, 2);
        PerceptronOptions options = options(optimizer, Initialization.TRUNCATED_NORMAL, 20, 0.1);
        ForkJoinPool alone = new ForkJoinPool(1);
        ForkJoinPool many = new ForkJoinPool(5);
        try {
            PerceptronFit one = alone.submit(() -> fit(data, options)).get();
            PerceptronFit other = many.submit(() -> fit(data, options)).get();

            assertThat(other.network().weights()).containsExactly(one.network().weights());
            assertThat(other.losses()).isEqualTo(one.losses());
        } finally {
            alone.shutdown();
            many.shutdown();
        }
    }

    @Test
    void another_seed_produces_another_network() {
        LabelledFeatures data = corners(100, 2);
        PerceptronOptions options = options(Optimizer.SGD, Initialization.GLOROT, 3, 0.1);
        PerceptronOptions other = new PerceptronOptions(
                options.hidden(),
                options.optimizer(),
                options.iterations(),
                options.batch(),
                options.rate(),
                options.init(),
                options.loss(),
                options.classWeight(),
                6);

        assertThat(fit(data, other).network().weights())
                .isNotEqualTo(fit(data, options).network().weights());
    }

    @Test
    void a_step_of_gradient_descent_is_the_rate_times_the_slope() {
        // Given a batch of all rows, so that a pass is a step
        LabelledFeatures data = corners(40, 3);
        PerceptronOptions options = new PerceptronOptions(
                List.of(4), Optimizer.SGD, 1, 40, 0.1, Initialization.QUESTION, Loss.LOG_LOSS, ClassWeight.NONE, 1);
        PerceptronShape shape = new PerceptronShape(List.of(3, 4, 2));
        double[] start = Initialization.QUESTION.weights(shape, 1);
        double[] slopes = new double[shape.size()];
        new PerceptronLoss(shape, data, Loss.LOG_LOSS, ClassWeight.NONE).evaluate(start, slopes);

        double[] end = fit(data, options).network().weights();

        for (int i = 0; i < end.length; i++) {
            assertThat(end[i]).isCloseTo(start[i] - 0.1 * slopes[i], within(1e-12));
        }
    }

    @Test
    void the_curve_has_the_start_and_every_iteration() {
        LabelledFeatures data = corners(100, 4);

        assertThat(fit(data, options(Optimizer.SGD, Initialization.SPARK, 7, 0.1))
                        .losses())
                .hasSize(8);
        assertThat(fit(data, options(Optimizer.LBFGS, Initialization.SPARK, 7, 0.1))
                        .losses())
                .hasSizeBetween(2, 8)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(fit(data, options(Optimizer.LBFGS, Initialization.SPARK, 0, 0.1))
                        .losses())
                .hasSize(1);
    }

    @Test
    void rows_of_one_class_are_rejected() {
        LabelledFeatures data = new LabelledFeatures(new float[][] {{1}, {2}}, new int[] {1, 1}, 2);

        assertThatThrownBy(() -> fit(data, options(Optimizer.LBFGS, Initialization.SPARK, 1, 1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("All 2 rows are of one class");
    }

    @Test
    void features_that_are_not_numbers_and_ragged_rows_are_rejected() {
        assertThatThrownBy(() -> new LabelledFeatures(new float[][] {{1}, {Float.NaN}}, new int[] {0, 1}, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Row 1 has the feature NaN");
        assertThatThrownBy(() -> new LabelledFeatures(new float[][] {{1}, {1, 2}}, new int[] {0, 1}, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Row 1 has 2 features: expected 1");
    }

    @Test
    void a_rate_at_which_the_loss_runs_away_is_named() {
        float[][] features = {{1e20f, 1}, {-1e20f, 1}, {1e20f, -1}, {-1e20f, -1}};
        LabelledFeatures data = new LabelledFeatures(features, new int[] {0, 1, 1, 0}, 2);
        PerceptronOptions options = new PerceptronOptions(
                List.of(), Optimizer.SGD, 50, 2, 1e300, Initialization.GLOROT, Loss.CROSS_ENTROPY, ClassWeight.NONE, 1);

        assertThatThrownBy(() -> fit(data, options))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("of gradient descent the loss is")
                .hasMessageContaining("the rate 1.0E300 is too large");
    }

    @Test
    void options_out_of_range_are_rejected() {
        assertThatThrownBy(() -> options(Optimizer.SGD, Initialization.SPARK, -1, 1))
                .hasMessageContaining("-1 iterations");
        assertThatThrownBy(() -> options(Optimizer.SGD, Initialization.SPARK, 1, 0))
                .hasMessageContaining("The rate is 0.0");
        assertThatThrownBy(() -> options(Optimizer.SGD, Initialization.SPARK, 1, Double.NaN))
                .hasMessageContaining("The rate is NaN");
    }
}
