package dev.parallax.train.lab;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.train.HeadTrainer;
import dev.parallax.train.data.LabelledDataset;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.LabelledFile;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.RandomProjection;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.Head;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.PerceptronFit;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A grid of experiments on one perceptron and the same rows: every combination of optimizer, initial weights and loss
 * is fitted and tested. Labels are in alphabetical order (by UTF-16 unit).
 */
public final class Lab {

    /** One in this many rows of each class is a test row. */
    private static final int ONE_IN = 5;

    private Lab() {}

    /**
     * Fits and tests all networks.
     *
     * @throws TrainingException if the data has one class only or no test rows, or if test rows have classes that the
     *     training rows do not
     */
    public static LabResult run(LabRequest request, Progress progress) {
        LabelledFile data = HeadTrainer.read(request.data(), request.format(), progress);
        List<LabelledFile> test =
                request.test().map(path -> HeadTrainer.read(path, request.format(), progress)).stream()
                        .toList();
        List<String> labels = HeadTrainer.labels(List.of(data));
        HeadTrainer.requireKnown(labels, test);
        LabelledDataset all;
        List<LabelledDataset> apart = new ArrayList<>();
        try (FrozenEncoder encoder =
                FrozenEncoder.load(request.encoder(), request.pooling(), request.maxLength(), request.threads())) {
            all = dataset(encoder, labels, data, request, progress);
            test.forEach(file -> apart.add(dataset(encoder, labels, file, request, progress)));
        }
        if (!apart.isEmpty()) {
            return compare(labels, all.features(), apart.get(0).features(), request.options(), progress);
        }
        LabelledDataset.Split split = all.split(request.options().seed(), ONE_IN);
        if (split.aside().length == 0) {
            throw new TrainingException("No class of " + request.data() + " has " + ONE_IN
                    + " rows, so none can be held out for testing: expected more data, or a test file (--test)");
        }
        return compare(
                labels, all.at(split.kept()).features(), all.at(split.aside()).features(), request.options(), progress);
    }

    private static LabelledDataset dataset(
            FrozenEncoder encoder, List<String> labels, LabelledFile file, LabRequest request, Progress progress) {
        LabelledDataset set = HeadTrainer.dataset(encoder, labels, file, 1, progress);
        if (request.projection().isEmpty()) {
            return set;
        }
        LabelledFeatures wide = set.features();
        RandomProjection projection = RandomProjection.of(
                wide.width(), request.projection().getAsInt(), request.options().seed());
        return new LabelledDataset(
                set.file(), new LabelledFeatures(projection.apply(wide.rows()), wide.classes(), wide.classCount()), 1);
    }

    static LabResult compare(
            List<String> labels,
            LabelledFeatures train,
            LabelledFeatures test,
            PerceptronOptions options,
            Progress progress) {
        List<LabNetwork> networks = new ArrayList<>();
        int total = Optimizer.values().length * Initialization.values().length * Loss.values().length;
        for (Optimizer optimizer : Optimizer.values()) {
            for (Initialization init : Initialization.values()) {
                for (Loss loss : Loss.values()) {
                    networks.add(network(train, test, options.with(optimizer, init, loss)));
                    progress.advanced("fitting networks", networks.size(), total);
                }
            }
        }
        List<Integer> layers = new ArrayList<>(List.of(train.width()));
        layers.addAll(options.hidden());
        layers.add(labels.size());
        return new LabResult(labels, layers, rows(train), rows(test), networks);
    }

    private static LabNetwork network(LabelledFeatures train, LabelledFeatures test, PerceptronOptions options) {
        try {
            PerceptronFit fit = PerceptronFit.of(train, options, Progress.NONE);
            return new LabNetwork(
                    options.optimizer(),
                    options.init(),
                    options.loss(),
                    fit.losses(),
                    counts(fit.network(), train),
                    counts(fit.network(), test),
                    "");
        } catch (TrainingException e) {
            if (train.classesPresent() < 2) {
                throw e;
            }
            // A network that diverges is a result of the comparison and does not end it.
            ConfusionCounts none = new ConfusionCounts(train.classCount());
            return new LabNetwork(
                    options.optimizer(),
                    options.init(),
                    options.loss(),
                    List.of(),
                    none,
                    none,
                    String.valueOf(e.getMessage()));
        }
    }

    private static ConfusionCounts counts(Head head, LabelledFeatures data) {
        ConfusionCounts counts = new ConfusionCounts(data.classCount());
        for (int i = 0; i < data.size(); i++) {
            counts.add(data.classes()[i], head.predict(data.rows()[i]), 1);
        }
        return counts;
    }

    private static List<Integer> rows(LabelledFeatures data) {
        Integer[] rows = new Integer[data.classCount()];
        Arrays.fill(rows, 0);
        for (int c : data.classes()) {
            rows[c]++;
        }
        return List.of(rows);
    }
}
