package dev.parallax.train.perceptron;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.optimise.Lbfgs;
import dev.parallax.train.optimise.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A fitted perceptron. The same rows and options produce the same network on one machine, whatever the number of
 * threads.
 *
 * @param network the network
 * @param losses the mean loss over the training rows: before the first iteration, and after each
 */
public record PerceptronFit(Perceptron network, List<Double> losses) {

    /** Tolerance of L-BFGS: Spark ML's default for its perceptron. */
    private static final double TOLERANCE = 1e-6;

    /**
     * Fits a network.
     *
     * @param data rows of at least two classes
     * @throws TrainingException if the rows are all of one class, or the loss does not stay finite
     */
    public static PerceptronFit of(LabelledFeatures data, PerceptronOptions options, Progress progress) {
        if (data.classesPresent() < 2) {
            throw new TrainingException(
                    "All " + data.size() + " rows are of one class: expected rows of at least 2 classes");
        }
        List<Integer> layers = new ArrayList<>();
        layers.add(data.width());
        layers.addAll(options.hidden());
        layers.add(data.classCount());
        PerceptronShape shape = new PerceptronShape(layers);
        PerceptronLoss loss = new PerceptronLoss(shape, data, options.loss(), options.classWeight());
        double[] start = options.init().weights(shape, options.seed());
        List<Double> losses = new ArrayList<>();
        double[] end = switch (options.optimizer()) {
            case LBFGS -> searched(loss, start, options, losses, progress);
            case SGD -> descended(loss, start, data.size(), options, losses, progress);
        };
        return new PerceptronFit(new Perceptron(shape, end), List.copyOf(losses));
    }

    /** The description for the head's card. */
    public HeadCard.Network describe(PerceptronOptions options) {
        boolean batches = options.optimizer() == Optimizer.SGD;
        return new HeadCard.Network(
                network.shape().layers(),
                options.optimizer().toString(),
                options.init().toString(),
                options.loss().toString(),
                options.classWeight().toString(),
                losses.size() - 1,
                batches ? options.batch() : 0,
                batches ? options.rate() : 0,
                losses);
    }

    private static double[] searched(
            PerceptronLoss loss, double[] start, PerceptronOptions options, List<Double> losses, Progress progress) {
        if (options.iterations() == 0) {
            losses.add(loss.value(start));
            return start;
        }
        return new Lbfgs(options.iterations(), TOLERANCE)
                .minimise(loss, start, (iteration, value) -> {
                    losses.add(value);
                    report(progress, iteration, options);
                })
                .point();
    }

    private static double[] descended(
            PerceptronLoss loss,
            double[] start,
            int rows,
            PerceptronOptions options,
            List<Double> losses,
            Progress progress) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        Random random = new Random(options.seed());
        losses.add(loss.value(point));
        for (int pass = 1; pass <= options.iterations(); pass++) {
            shuffle(order, random);
            for (int from = 0; from < rows; from += options.batch()) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(rows, from + options.batch()));
                loss.evaluate(point, batch, gradient);
                for (int i = 0; i < point.length; i++) {
                    point[i] -= options.rate() * gradient[i];
                }
            }
            double value = loss.value(point);
            if (!Double.isFinite(value)) {
                throw new TrainingException("After pass " + pass + " of gradient descent the loss is " + value
                        + ": expected a finite one, so the rate " + options.rate() + " is too large");
            }
            losses.add(value);
            report(progress, pass, options);
        }
        return point;
    }

    private static void report(Progress progress, int iteration, PerceptronOptions options) {
        if (iteration > 0) {
            progress.advanced(
                    "fitting the perceptron", Math.min(iteration, options.iterations()), options.iterations());
        }
    }

    /** Fisher and Yates's shuffle. */
    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
