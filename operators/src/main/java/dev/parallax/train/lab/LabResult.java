package dev.parallax.train.lab;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.util.List;

/**
 * The result of a {@link Lab}.
 *
 * @param labels names of the classes
 * @param layers sizes from the features to the classes
 * @param trainRows training rows of each class, in the order of the labels
 * @param testRows test rows of each class, in the order of the labels
 * @param networks every network of the grid
 */
public record LabResult(
        List<String> labels,
        List<Integer> layers,
        List<Integer> trainRows,
        List<Integer> testRows,
        List<LabNetwork> networks) {

    /** Copies the lists. */
    public LabResult {
        labels = List.copyOf(labels);
        layers = List.copyOf(layers);
        trainRows = List.copyOf(trainRows);
        testRows = List.copyOf(testRows);
        networks = List.copyOf(networks);
    }

    /**
     * Confusion matrix on the test rows of the baseline that always predicts the most frequent class of the training
     * rows.
     */
    public ConfusionCounts constant() {
        int majority =
                trainRows.indexOf(trainRows.stream().max(Integer::compare).orElse(0));
        ConfusionCounts counts = new ConfusionCounts(labels.size());
        for (int c = 0; c < testRows.size(); c++) {
            counts.add(c, majority, testRows.get(c));
        }
        return counts;
    }

    /**
     * The network of one combination.
     *
     * @throws IllegalArgumentException if the grid does not have it
     */
    public LabNetwork network(Optimizer optimizer, Initialization init, Loss loss) {
        return networks.stream()
                .filter(n -> n.optimizer() == optimizer && n.init() == init && n.loss() == loss)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no network of " + optimizer + ", " + init + " and " + loss));
    }
}
