package dev.parallax.job.lab;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.lab.LabRequest;
import dev.parallax.train.lab.LabResult;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.util.List;

/**
 * The scored result of a lab. Two networks are named: Spark's is fitted as in Spark ML, the question's as in the
 * question that motivated this project.
 *
 * @param request the lab's settings
 * @param result the fitted networks
 * @param positive the class of binary F1; empty if there are more than two
 */
public record LabReport(LabRequest request, LabResult result, String positive) {

    /**
     * Chooses the positive class.
     *
     * @param wanted its name, or empty for the rarer of two
     * @throws IllegalArgumentException if the class does not exist
     */
    public static LabReport of(LabRequest request, LabResult result, String wanted) {
        if (!wanted.isEmpty() && !result.labels().contains(wanted)) {
            throw new IllegalArgumentException("The positive class must be one of the "
                    + result.labels().size() + " labels " + result.labels() + ", and is " + wanted);
        }
        if (wanted.isEmpty() && result.labels().size() == 2) {
            List<Integer> rows = result.trainRows();
            return new LabReport(request, result, result.labels().get(rows.get(0) < rows.get(1) ? 0 : 1));
        }
        return new LabReport(request, result, wanted);
    }

    /**
     * The metric that {@code spark.f1} is compared with: the F1 of the positive class with two classes, else macro F1.
     */
    String otherName() {
        return result.labels().size() == 2 ? "sklearn.f1.binary" : "sklearn.f1.macro";
    }

    /** The network with Spark ML's optimizer, initial weights and loss. */
    LabNetwork sparkNetwork() {
        return result.network(Optimizer.LBFGS, Initialization.SPARK, Loss.CROSS_ENTROPY);
    }

    /** The network with the question's optimizer, initial weights and loss. */
    LabNetwork questionNetwork() {
        return result.network(Optimizer.SGD, Initialization.QUESTION, Loss.LOG_LOSS);
    }

    /** A network's predictions on the training rows. */
    NetworkScores train(LabNetwork network) {
        return new NetworkScores(result.labels(), network.train(), positive);
    }

    /** A network's predictions on the test rows. */
    NetworkScores test(LabNetwork network) {
        return new NetworkScores(result.labels(), network.test(), positive);
    }

    /** The predictions on the test rows of the baseline that always predicts the most frequent class. */
    NetworkScores constant() {
        return new NetworkScores(result.labels(), result.constant(), positive);
    }

    /** The most frequent class of the training rows. */
    String majority() {
        List<Integer> rows = result.trainRows();
        return result.labels()
                .get(rows.indexOf(rows.stream().max(Integer::compare).orElse(0)));
    }

    /** The share of test rows of the majority class. */
    double majorityShare() {
        double all = result.testRows().stream().mapToInt(Integer::intValue).sum();
        return result.testRows().get(result.labels().indexOf(majority())) / all;
    }

    /**
     * The loss of a classifier that predicts the shares of the classes among the training rows: the entropy of the
     * shares. NaN if the losses of the networks cannot be compared with it: with class weights, or a log loss of more
     * than two classes.
     */
    double baselineLoss(Loss loss) {
        if (request.options().classWeight() != ClassWeight.NONE
                || (loss == Loss.LOG_LOSS && result.labels().size() > 2)) {
            return Double.NaN;
        }
        double all = result.trainRows().stream().mapToInt(Integer::intValue).sum();
        return result.trainRows().stream()
                .filter(rows -> rows > 0)
                .mapToDouble(rows -> -rows / all * Math.log(rows / all))
                .sum();
    }

    /** A short verdict on a network. */
    String verdict(LabNetwork network) {
        if (!network.failure().isEmpty()) {
            return "could not be fitted";
        }
        NetworkScores test = test(network);
        if (test.classesAnswered() == 1) {
            int only = 0;
            while (test.counts().predicted(only) == 0) {
                only++;
            }
            return "predicts '" + result.labels().get(only) + "' for every test row";
        }
        return separatesClasses(network)
                ? "separates the classes"
                : "no better than always predicting '" + majority() + "'";
    }

    /** Whether a network is better on the test rows than the constant classifier, by {@link #otherName()}. */
    boolean separatesClasses(LabNetwork network) {
        return network.failure().isEmpty()
                && test(network).value(otherName()) > constant().value(otherName());
    }
}
