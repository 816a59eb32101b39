package dev.parallax.train.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.optimise.Lbfgs;
import dev.parallax.train.optimise.Objective;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeadFitterTest {

    /** Random rows around one centre for each class. */
    private static LabelledFeatures clouds(int rows, int width, int classes, double spread, long seed) {
        Random random = new Random(seed);
        double[][] centres = new double[classes][width];
        for (double[] centre : centres) {
            for (int j = 0; j < width; j++) {
                centre[j] = random.nextGaussian();
            }
        }
        float[][] features = new float[rows][width];
        int[] truth = new int[rows];
        for (int i = 0; i < rows; i++) {
            truth[i] = i % classes;
            for (int j = 0; j < width; j++) {
                features[i][j] = (float) (5 + 3 * j + centres[truth[i]][j] + spread * random.nextGaussian());
            }
        }
        return new LabelledFeatures(features, truth, classes);
    }

    @Property(tries = 30)
    void the_gradient_is_that_of_finite_differences(
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @DoubleRange(min = 0, max = 2) double l2,
            @ForAll @IntRange(max = 1000) int seed) {
        // Given a loss and a point
        LabelledFeatures data = clouds(37, 3, classes, 1, seed);
        Objective loss = new SoftmaxRegression(
                new LabelledFeatures(Standardisation.of(data.rows()).apply(data.rows()), data.classes(), classes), l2);
        Random random = new Random(seed);
        double[] point = random.doubles(loss.size(), -2, 2).toArray();

        // When its gradient is computed
        double[] gradient = new double[loss.size()];
        loss.evaluate(point, gradient);

        // Then each slope is that of a small step to both sides
        double step = 1e-5;
        double[] ignored = new double[loss.size()];
        for (int i = 0; i < point.length; i++) {
            double[] above = point.clone();
            double[] below = point.clone();
            above[i] += step;
            below[i] -= step;
            double slope = (loss.evaluate(above, ignored) - loss.evaluate(below, ignored)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
        }
    }

    @Test
    void classes_that_lie_apart_are_distinguished() {
        LabelledFeatures data = clouds(300, 6, 3, 0.1, 5);

        LinearHead head = HeadFitter.fit(data, 1e-4);

        assertThat(HeadFitter.accuracy(head, data)).isEqualTo(1);
        assertThat(HeadFitter.logLoss(head, data)).isLessThan(0.05);
    }

    @Test
    void the_fit_is_a_stationary_point_of_the_loss() {
        // Given standardised features of overlapping classes
        LabelledFeatures data = clouds(200, 4, 3, 2, 9);
        LabelledFeatures standard =
                new LabelledFeatures(Standardisation.of(data.rows()).apply(data.rows()), data.classes(), 3);
        SoftmaxRegression loss = new SoftmaxRegression(standard, 0.05);

        // When the loss is minimised
        double[] point =
                new Lbfgs(500, 1e-12).minimise(loss, new double[loss.size()]).point();

        // Then its gradient is nothing
        double[] gradient = new double[loss.size()];
        loss.evaluate(point, gradient);
        assertThat(gradient).usingComparatorWithPrecision(1e-5).containsOnly(0);
    }

    @Test
    void a_stronger_penalty_produces_smaller_weights() {
        LabelledFeatures data = clouds(200, 4, 2, 1, 2);

        assertThat(norm(HeadFitter.fit(data, 1))).isLessThan(norm(HeadFitter.fit(data, 0.01)));
    }

    private static double norm(LinearHead head) {
        double sum = 0;
        for (float[] row : head.weight()) {
            for (float w : row) {
                sum += w * w;
            }
        }
        return sum;
    }

    @Test
    void moving_and_scaling_a_feature_changes_no_answer() {
        // Given features, and the same in another unit
        LabelledFeatures data = clouds(200, 4, 3, 1.5, 4);
        float[][] moved = new float[data.size()][];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = data.rows()[i].clone();
            moved[i][1] = moved[i][1] * 64 - 300;
        }

        // When a head is fitted to each
        LinearHead head = HeadFitter.fit(data, 0.1);
        LinearHead other = HeadFitter.fit(new LabelledFeatures(moved, data.classes(), 3), 0.1);

        // Then both give the same logits
        for (int i = 0; i < moved.length; i++) {
            assertThat(other.logits(moved[i]))
                    .usingComparatorWithPrecision(1e-3)
                    .containsExactly(head.logits(data.rows()[i]));
        }
    }

    @Test
    void a_feature_that_never_varies_does_no_harm() {
        LabelledFeatures data = clouds(100, 3, 2, 0.1, 6);
        for (float[] row : data.rows()) {
            row[2] = 7;
        }

        LinearHead head = HeadFitter.fit(data, 1e-3);

        assertThat(HeadFitter.accuracy(head, data)).isEqualTo(1);
        assertThat(head.weight()[0][2]).isZero();
    }

    @Test
    void the_same_data_produces_the_same_head() {
        LinearHead head = HeadFitter.fit(clouds(500, 5, 3, 1, 8), 0.01);
        LinearHead again = HeadFitter.fit(clouds(500, 5, 3, 1, 8), 0.01);

        assertThat(again.toOnnx().toByteArray()).isEqualTo(head.toOnnx().toByteArray());
    }

    @Test
    void the_search_takes_the_penalty_with_the_lowest_loss() {
        RegularisationSearch.Choice choice =
                RegularisationSearch.choose(clouds(60, 20, 2, 3, 1), clouds(400, 20, 2, 3, 1));

        double best = choice.trials().stream()
                .mapToDouble(HeadCard.Trial::logLoss)
                .min()
                .orElseThrow();
        assertThat(choice.trials())
                .filteredOn(trial -> trial.l2() == choice.l2())
                .singleElement()
                .satisfies(trial -> assertThat(trial.logLoss()).isEqualTo(best));
    }

    @Test
    void rows_of_one_class_are_rejected() {
        LabelledFeatures data = new LabelledFeatures(new float[][] {{1}, {2}}, new int[] {1, 1}, 2);

        assertThatThrownBy(() -> HeadFitter.fit(data, 0.1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("All 2 rows are of one class");
    }

    @Test
    void features_that_are_not_numbers_are_rejected() {
        assertThatThrownBy(() -> new LabelledFeatures(new float[][] {{1}, {Float.NaN}}, new int[] {0, 1}, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Row 1 has the feature NaN");
    }

    @Test
    void ragged_rows_are_rejected() {
        assertThatThrownBy(() -> new LabelledFeatures(new float[][] {{1, 2}, {1}}, new int[] {0, 1}, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Row 1 has 1 features: expected 2");
    }

    @Test
    void classes_out_of_range_are_rejected() {
        assertThatThrownBy(() -> new LabelledFeatures(new float[][] {{1}, {1}}, new int[] {0, 2}, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Row 1 has the class 2: expected 0 to 1");
    }

    @Test
    void a_negative_penalty_is_rejected() {
        assertThatThrownBy(() -> HeadFitter.fit(clouds(10, 2, 2, 1, 1), -1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("-1.0");
    }

    @Test
    void an_objective_that_is_not_a_number_stops_the_search() {
        Objective broken = new Objective() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public double evaluate(double[] point, double[] gradient) {
                return Double.NaN;
            }
        };

        assertThatThrownBy(() -> new Lbfgs(10, 1e-6).minimise(broken, new double[1]))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("expected both finite");
    }
}
