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
 * What a lab found, scored. Two networks have a name: Spark's is fitted as Spark ML fits one, the question's as the
 * question that this product answers did.
 *
 * @param request what was asked for
 * @param result what came out
 * @param positive the class of binary F1; empty where there are more than two
 */
public record LabReport(LabRequest request, LabResult result, String positive) {

    /**
     * Chooses the positive class.
     *
     * @param wanted its name, or empty for the rarer of two
     * @throws IllegalArgumentException if there is no such class
     */
    public static LabReport of(LabRequest request, LabResult result, String wanted) {
        if (!wanted.isEmpty() && !result.labels().contains(wanted)) {
            throw new IllegalArgumentException("The positive class is to be one of the "
                    + result.labels().size() + " labels " + result.labels() + ", and is " + wanted);
        }
        if (wanted.isEmpty() && result.labels().size() == 2) {
            List<Integer> rows = result.trainRows();
            return new LabReport(request, result, result.labels().get(rows.get(0) < rows.get(1) ? 0 : 1));
        }
        return new LabReport(request, result, wanted);
    }

    /** The name that stands against {@code spark.f1}: the positive class's F1 of two classes, else the plain mean. */
    String otherName() {
        return result.labels().size() == 2 ? "sklearn.f1.binary" : "sklearn.f1.macro";
    }

    /** Fitted as Spark ML fits one. */
    LabNetwork sparks() {
        return result.network(Optimizer.LBFGS, Initialization.SPARK, Loss.CROSS_ENTROPY);
    }

    /** Fitted as the question did. */
    LabNetwork questions() {
        return result.network(Optimizer.SGD, Initialization.QUESTION, Loss.LOG_LOSS);
    }

    /** A network's answers to the training rows. */
    Scored train(LabNetwork network) {
        return new Scored(result.labels(), network.train(), positive);
    }

    /** A network's answers to the test rows. */
    Scored test(LabNetwork network) {
        return new Scored(result.labels(), network.test(), positive);
    }

    /** The predictions for the test rows of a classifier that always predicts the most frequent class. */
    Scored constant() {
        return new Scored(result.labels(), result.constant(), positive);
    }

    /** The most frequent class of the training rows. */
    String majority() {
        List<Integer> rows = result.trainRows();
        return result.labels()
                .get(rows.indexOf(rows.stream().max(Integer::compare).orElse(0)));
    }

    /** The share of test rows that are of it. */
    double majorityShare() {
        double all = result.testRows().stream().mapToInt(Integer::intValue).sum();
        return result.testRows().get(result.labels().indexOf(majority())) / all;
    }

    /**
     * The loss of a classifier that predicts the shares of the classes among the training rows: the entropy of the
     * shares. NaN where the losses of the networks are none to be compared with it: with weights of classes, or a log
     * loss of more than two classes.
     */
    double guessLoss(Loss loss) {
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

    /** What became of a network, in a few words. */
    String verdict(LabNetwork network) {
        if (!network.failure().isEmpty()) {
            return "could not be fitted";
        }
        Scored test = test(network);
        if (test.classesAnswered() == 1) {
            int only = 0;
            while (test.counts().predicted(only) == 0) {
                only++;
            }
            return "says '" + result.labels().get(only) + "' of every test row";
        }
        return separatesClasses(network)
                ? "separates the classes"
                : "no better than always saying '" + majority() + "'";
    }

    /**
     * Whether a network does better on the test rows than the constant classifier, by the name that stands against
     * {@code spark.f1}.
     */
    boolean separatesClasses(LabNetwork network) {
        return network.failure().isEmpty()
                && test(network).value(otherName()) > constant().value(otherName());
    }
}
