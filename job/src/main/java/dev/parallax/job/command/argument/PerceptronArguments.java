package dev.parallax.job.command.argument;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A mix-in with the options of a perceptron. */
public final class PerceptronArguments {

    @Option(
            names = "--layers",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "600",
            description = "Sizes of the hidden layers (${DEFAULT-VALUE}).")
    @Range(from = "1", to = Range.MOST_CLASSES)
    private List<Integer> layers = new ArrayList<>();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Most steps of L-BFGS, or passes of gradient descent (${DEFAULT-VALUE}).")
    @Range(from = "0", to = Range.MILLION)
    private int iterations;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "256",
            description = "Batch size of gradient descent (${DEFAULT-VALUE}).")
    @Range(from = "1", to = Range.MILLION)
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "Learning rate of gradient descent (${DEFAULT-VALUE}).")
    @Range(from = "0", exclusive = true, to = Range.LARGEST)
    private double rate;

    @Option(
            names = "--class-weight",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "Class weights: ${COMPLETION-CANDIDATES}; balanced is the same for every class.")
    private ClassWeight classWeight = ClassWeight.NONE;

    /** The options with the given optimizer, initialization and loss. */
    public PerceptronOptions options(Optimizer optimizer, Initialization init, Loss loss, long seed) {
        return new PerceptronOptions(layers, optimizer, iterations, batch, rate, init, loss, classWeight, seed);
    }
}
