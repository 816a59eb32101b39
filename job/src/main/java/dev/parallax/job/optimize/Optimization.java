package dev.parallax.job.optimize;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.graph.GraphFile;
import dev.parallax.graph.GraphOptimizer;
import dev.parallax.graph.GraphOptimizer.LabelGoal;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.gpu.GpuOptimizer;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.infer.onnx.OrtRuntime;
import dev.parallax.job.files.ExitCleanup;
import dev.parallax.job.model.OptimizationCard;
import dev.parallax.train.data.Progress;
import dev.parallax.train.model.ClassifierFolder;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of {@code parallax optimize}: the graph is rewritten, both models are compared on texts, and the folder is
 * moved to its place if the change is within the limits. For one thread.
 */
public final class Optimization {

    /** One thread, as the job runs a model by default; a batch of long texts may take minutes with a large model. */
    private static final DeviceOptions CPU =
            new DeviceOptions(DeviceOptions.Provider.CPU, 1, 0, 0, false, Duration.ofMinutes(30));

    private final OptimizeRequest request;
    private final Progress progress;
    private final ModelBundle source;
    private final Optional<OptimizationCard> sourceCard;

    private Optimization(OptimizeRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.source = ModelBundle.read(request.model(), null, ModelBundle.MODEL_LIMIT);
        this.sourceCard = OptimizationCard.read(request.model());
    }

    /** Thrown within the writing of a folder, so that it is deleted. */
    private static final class OutOfLimits extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient OptimizationReport report;

        OutOfLimits(OptimizationReport report) {
            super(report.verdict());
            this.report = report;
        }
    }

    /**
     * Rewrites a model.
     *
     * @param progress receives stages and notes
     * @return the report; the folder was written if it is within the limits, and nothing was written if not
     * @throws IOException if the texts cannot be read, or are too few
     * @throws ModelException if the model cannot be read, run or rewritten
     * @throws dev.parallax.train.data.TrainingException if the folder cannot be written
     */
    public static OptimizationReport run(OptimizeRequest request, Progress progress) throws IOException {
        try {
            return new Optimization(request, progress).run();
        } catch (OutOfLimits e) {
            return e.report;
        }
    }

    private OptimizationReport run() throws IOException {
        noticeCard();
        ComparisonTexts texts = ComparisonTexts.read(request.texts(), Set.of(source.labels()));
        ComparisonTexts none = new ComparisonTexts(texts.origin(), List.of());
        ComparisonTexts calibration = none;
        ComparisonTexts.Division division = new ComparisonTexts.Division(none, texts);
        if (request.precision() == Precision.INT8) {
            ComparisonTexts.Parts parts = texts.parts();
            calibration = parts.calibration();
            division = request.limits().keptLabels() > 0
                    ? parts.comparison().division()
                    : new ComparisonTexts.Division(none, parts.comparison());
        }
        try (HuggingFaceEncoder encoder = source.newEncoder();
                OnnxClassifier classifier = OnnxClassifier.open(source, device())) {
            if (classifier.takesOneRow()) {
                throw new ModelException("The graph " + source.onnx() + " takes one text at a time: expected one that"
                        + " takes batches of any size");
            }
            progress.noticed("Rewriting the graph " + source.onnx());
            Rewritten rewritten = rewrite(encodings(calibration, encoder), encodings(division.choice(), encoder));
            ModelComparison comparison = new ModelComparison(
                    source,
                    classifier,
                    encoder,
                    division.comparison(),
                    calibration.lines().size(),
                    division.choice().lines().size(),
                    division.apart(),
                    request.limits(),
                    request.device());
            // What the source's session was opened on: half precision is rounded where there is no GPU.
            boolean cpu = classifier.provider() == DeviceOptions.Provider.CPU;
            return publish(
                    rewritten.optimized(), cpu ? rewritten.rounded() : Optional.empty(), device(cpu), comparison);
        }
    }

    private void noticeCard() {
        if (sourceCard.isEmpty()) {
            return;
        }
        OptimizationCard card = sourceCard.get();
        boolean otherDevice = !card.device().equals(request.device().toString())
                && !card.rewritten().isEmpty();
        if (!card.precision().equals(OptimizationCard.FP32) || otherDevice) {
            throw new ModelException("The model " + request.model() + " was rewritten for "
                    + (otherDevice ? "the device " + card.device() : card.precision()) + " already ("
                    + OptimizationCard.FILE + "): expected the model that it was made from, "
                    + card.source().name()
                    + " with the fingerprint " + card.source().fingerprint());
        }
        progress.noticed("The model " + request.model() + " was rewritten for " + Figures.target(card) + " before ("
                + OptimizationCard.FILE + ")");
        if (!card.fingerprint().equals(source.id().fingerprint())) {
            progress.noticed("Its files have changed since: the fingerprint is "
                    + source.id().fingerprint() + ", and " + OptimizationCard.FILE + " has " + card.fingerprint());
        }
    }

    /** Both models run on the device that the graph is rewritten for, if this build and this machine have it. */
    private DeviceOptions device() {
        return device(request.device() == TargetDevice.CPU || !OrtRuntime.runsOnGpus());
    }

    private static DeviceOptions device(boolean cpu) {
        return cpu ? CPU : new DeviceOptions(DeviceOptions.Provider.AUTO, 1, 0, 0, false, CPU.runTimeout());
    }

    /**
     * A rewritten model.
     *
     * @param optimized the model
     * @param rounded the model that has its errors on a CPU, if that is another one
     */
    private record Rewritten(Optimized optimized, Optional<ModelProto> rounded) {}

    private static List<Encoding> encodings(ComparisonTexts texts, HuggingFaceEncoder encoder) {
        return texts.lines().stream().map(line -> encoder.encode(line.text())).toList();
    }

    private Rewritten rewrite(List<Encoding> calibration, List<Encoding> choice) {
        ModelProto graph = GraphFile.read(source.onnx());
        if (request.precision() == Precision.FP32) {
            return new Rewritten(
                    request.device() == TargetDevice.CPU ? GraphOptimizer.fp32(graph) : GpuOptimizer.fp32(graph),
                    Optional.empty());
        }
        IntegerOperators.requireNone(graph, source.onnx(), request.precision());
        Rewritten rewritten;
        if (request.precision() == Precision.INT8) {
            LabelGoal goal = new LabelGoal(request.limits().keptLabels(), choice, progress::advanced);
            rewritten = new Rewritten(GraphOptimizer.int8(graph, calibration, goal), Optional.empty());
        } else {
            GpuOptimizer.HalfModel half = GpuOptimizer.fp16(graph);
            rewritten = new Rewritten(half.optimized(), Optional.of(half.rounded()));
        }
        String precision = request.precision().toString();
        if (rewritten.optimized().applied().stream()
                .noneMatch(applied -> applied.name().equals(precision))) {
            throw new ModelException(
                    "The graph " + source.onnx() + " has nothing to compute in " + precision + ": expected a product"
                            + " of the tokens' activations and a large constant matrix, in 32-bit floats");
        }
        return rewritten;
    }

    private OptimizationReport publish(
            Optimized optimized, Optional<ModelProto> rounded, DeviceOptions device, ModelComparison comparison) {
        boolean changed = !optimized.applied().isEmpty();
        OptimizationReport[] report = new OptimizationReport[1];
        Path[] unfinished = new Path[1];
        try {
            boolean created = ClassifierFolder.publish(request.out(), folder -> {
                unfinished[0] = folder;
                ExitCleanup.add(folder);
                ModelBundle rewritten = OptimizedFolder.write(
                        folder,
                        source,
                        changed ? Optional.of(optimized.model()) : Optional.empty(),
                        String.valueOf(
                                request.out().toAbsolutePath().normalize().getFileName()));
                OptimizationCard card = card(optimized, rewritten);
                Files.write(folder.resolve(OptimizationCard.FILE), card.toJson());
                report[0] = report(card, optimized, rewritten, rounded, device, comparison);
                if (!report[0].withinLimits()) {
                    throw new OutOfLimits(report[0]);
                }
            });
            if (!created) {
                throw new ModelException("--out " + request.out()
                        + " has files by now, which another process wrote: it was left as it is");
            }
            return report[0];
        } finally {
            if (unfinished[0] != null) {
                ExitCleanup.remove(unfinished[0]);
            }
        }
    }

    private OptimizationReport report(
            OptimizationCard card,
            Optimized optimized,
            ModelBundle rewritten,
            Optional<ModelProto> rounded,
            DeviceOptions device,
            ModelComparison comparison)
            throws IOException {
        if (rounded.isEmpty()) {
            return comparison.report(card, optimized, rewritten, Optional.empty(), device, progress);
        }
        Path folder = Files.createTempDirectory("parallax-optimize");
        ExitCleanup.add(folder);
        try {
            ModelBundle model =
                    OptimizedFolder.write(folder, source, rounded, source.id().name());
            return comparison.report(card, optimized, rewritten, Optional.of(model), device, progress);
        } finally {
            ExitCleanup.delete(folder);
            ExitCleanup.remove(folder);
        }
    }

    /** The new model's card; that of the source if nothing was found in a model that was rewritten before. */
    private OptimizationCard card(Optimized optimized, ModelBundle rewritten) {
        if (optimized.applied().isEmpty() && sourceCard.isPresent()) {
            return sourceCard.get();
        }
        return new OptimizationCard(
                OptimizationCard.FORMAT,
                request.precision().toString(),
                request.device().toString(),
                optimized.applied(),
                optimized.inFloats().isEmpty()
                        ? null
                        : new OptimizationCard.InFloats(request.limits().keptLabels(), optimized.inFloats()),
                source.id(),
                rewritten.id().fingerprint(),
                request.program(),
                sourceCard.orElse(null));
    }
}
