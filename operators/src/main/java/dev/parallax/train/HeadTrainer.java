package dev.parallax.train;

import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.LabelledDataset;
import dev.parallax.train.data.LabelledExample;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.LabelledFile;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.linear.HeadSelection;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.Evaluation;
import dev.parallax.train.model.Evaluation.Role;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.Head;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadFolder;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.perceptron.PerceptronFit;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains a head on a frozen encoder, from files of labelled texts to a model folder: reads the data, computes features,
 * chooses the penalty of a linear head, fits the head, evaluates it, and writes the classifier.
 *
 * <p>Labels are in alphabetical order (by UTF-16 unit). Not thread-safe: one training at a time.
 */
public final class HeadTrainer {

    private final TrainingRequest request;
    private final Progress progress;

    private HeadTrainer(TrainingRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Trains a head and writes the classifier's folder.
     *
     * @return the head's origin and evaluation, as written to {@code head.json}
     * @throws TrainingException if data, encoder or output are invalid
     */
    public static HeadCard train(TrainingRequest request, Progress progress) {
        return new HeadTrainer(request, progress).train();
    }

    private LabelledFile read(Path path) {
        return read(path, request.format(), progress);
    }

    /** Reads a file and reports its warnings. */
    public static LabelledFile read(Path path, FileFormat format, Progress progress) {
        LabelledFile file = LabelledFile.read(path, format);
        file.notices().forEach(progress::noticed);
        return file;
    }

    private HeadCard train() {
        Map<Path, Integer> times = new LinkedHashMap<>();
        request.data().forEach(path -> times.merge(path, 1, Integer::sum));
        List<LabelledFile> files = times.keySet().stream().map(this::read).toList();
        List<LabelledFile> validation =
                request.validate().stream().map(this::read).toList();
        List<LabelledFile> test = request.test().stream().map(this::read).toList();
        List<String> labels = labels(files);
        requireKnown(labels, validation);
        requireKnown(labels, test);

        List<LabelledDataset> fitted = new ArrayList<>();
        List<LabelledDataset> chosenOn = new ArrayList<>();
        List<LabelledDataset> heldOut = new ArrayList<>();
        try (FrozenEncoder encoder =
                FrozenEncoder.load(request.encoder(), request.pooling(), request.maxLength(), request.threads())) {
            files.forEach(
                    file -> fitted.add(dataset(encoder, labels, file, times.getOrDefault(file.path(), 1), progress)));
            validation.forEach(file -> chosenOn.add(dataset(encoder, labels, file, 1, progress)));
            test.forEach(file -> heldOut.add(dataset(encoder, labels, file, 1, progress)));
        }
        FittedHead head = request.perceptron()
                .map(options -> perceptron(options, labels, fitted, chosenOn))
                .orElseGet(() -> linear(labels, fitted, chosenOn));
        List<Evaluation> evaluations = new ArrayList<>(head.evaluations());
        evaluations.addAll(HeadSelection.evaluate(Role.HELD_OUT, labels, head.head(), heldOut));

        List<HeadCard.DataFile> data = files.stream()
                .map(file -> new HeadCard.DataFile(
                        file.name(), Sha256.of(file.path()), file.rows().size(), times.getOrDefault(file.path(), 1)))
                .toList();
        HeadCard card = new HeadCard(
                labels,
                new HeadDescription.Encoder(
                        request.encoder().name(), Sha256.of(request.encoder().onnx()), request.maxLength()),
                request.pooling(),
                new HeadCard.Training(
                        data,
                        data.stream()
                                .mapToInt(file -> file.rows() * file.times())
                                .sum(),
                        request.note(),
                        request.seed(),
                        head.l2(),
                        head.trials(),
                        head.network()),
                evaluations);
        if (!write(head.head().toOnnx(), card)) {
            throw new TrainingException("The folder " + request.out()
                    + " was created by another process in the meantime: expected a new folder for the model");
        }
        return card;
    }

    /** A fitted head with the training details for its card. */
    private record FittedHead(
            Head head,
            double l2,
            List<HeadCard.Trial> trials,
            HeadCard.@Nullable Network network,
            List<Evaluation> evaluations) {}

    private FittedHead linear(List<String> labels, List<LabelledDataset> fitted, List<LabelledDataset> chosenOn) {
        progress.advanced("fitting the head", 1, 2);
        HeadSelection selection = HeadSelection.of(request.l2(), request.seed(), labels, fitted, chosenOn);
        progress.advanced("fitting the head", 2, 2);
        return new FittedHead(selection.head(), selection.l2(), selection.trials(), null, selection.evaluations());
    }

    private FittedHead perceptron(
            PerceptronOptions options,
            List<String> labels,
            List<LabelledDataset> fitted,
            List<LabelledDataset> validation) {
        PerceptronFit fit = PerceptronFit.of(HeadSelection.joined(fitted), options, progress);
        List<Evaluation> evaluations =
                new ArrayList<>(HeadSelection.evaluate(Role.FITTED, labels, fit.network(), fitted));
        evaluations.addAll(HeadSelection.evaluate(Role.VALIDATION, labels, fit.network(), validation));
        return new FittedHead(fit.network(), 0, List.of(), fit.describe(options), evaluations);
    }

    private boolean write(HeadGraph graph, HeadCard card) {
        return request.headAlone()
                ? HeadFolder.write(graph, card, request.out())
                : ClassifierFolder.write(request.encoder(), graph, card, request.out());
    }

    /** The features of a file's texts. */
    public static LabelledDataset dataset(
            FrozenEncoder encoder, List<String> labels, LabelledFile file, int times, Progress progress) {
        Map<String, Integer> indexes = new HashMap<>();
        labels.forEach(label -> indexes.put(label, indexes.size()));
        float[][] features = encoder.features(
                file.rows().stream().map(LabelledExample::text).toList(),
                (stage, done, total) -> progress.advanced(stage + " of " + file.name(), done, total));
        int[] classes = file.rows().stream()
                .mapToInt(row -> indexes.getOrDefault(row.label(), -1))
                .toArray();
        return new LabelledDataset(file.name(), new LabelledFeatures(features, classes, labels.size()), times);
    }

    /** The distinct labels, sorted. */
    public static List<String> labels(List<LabelledFile> files) {
        SortedSet<String> labels = new TreeSet<>();
        files.forEach(file -> file.rows().forEach(row -> labels.add(row.label())));
        if (labels.size() < 2) {
            throw new TrainingException("The training data has only the label " + labels + ": expected at least 2");
        }
        return List.copyOf(labels);
    }

    /** Rejects files with labels that the training data does not have. */
    public static void requireKnown(List<String> labels, List<LabelledFile> files) {
        for (LabelledFile file : files) {
            for (LabelledExample row : file.rows()) {
                if (Collections.binarySearch(labels, row.label()) < 0) {
                    throw new TrainingException(file.path() + " line " + row.line() + " has the label '" + row.label()
                            + "', which no training row has: expected one of " + labels);
                }
            }
        }
    }
}
