package dev.parallax.job.bench;

import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.job.bench.Bench.Workload;
import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.peer.OpenPeers;
import dev.parallax.job.bench.peer.Peer;
import dev.parallax.job.bench.peer.PeerEnvironment;
import dev.parallax.job.bench.peer.PeerException;
import dev.parallax.job.bench.peer.PeerLane;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.bench.peer.PeerRounds;
import dev.parallax.job.bench.peer.PeerRounds.Contender;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/**
 * The comparison of the job with other programs: raw sessions, the job, the real Spark NLP and
 * {@code @huggingface/transformers}, on the same texts with the same model, on the CPU. They run in turns in several
 * rounds, and the processes of the other programs live through all of them. For one thread.
 */
public final class PeerComparison {

    /** An odd number, so that the median is one of them. */
    private static final int ROUNDS = 5;

    /** Texts that the set-up of {@code @huggingface/transformers} is chosen with. */
    private static final int SAMPLE = 240;

    private final Workload plan;
    private final PeerEnvironment environment;
    private final int rounds;
    private final PrintStream progress;

    /**
     * @param plan its device is the CPU, whatever the settings say
     * @param progress receives a line for each measurement
     */
    public PeerComparison(Workload plan, PeerEnvironment environment, PrintStream progress) {
        this(plan, environment, ROUNDS, progress);
    }

    /** As the other one, with another number of rounds. */
    PeerComparison(Workload plan, PeerEnvironment environment, int rounds, PrintStream progress) {
        this.plan = new Workload(
                plan.texts(),
                plan.maxWords(),
                plan.settings().with(Map.of("inference.provider", "cpu"), "the comparison with other programs"),
                plan.records(),
                plan.latencySeconds());
        this.environment = environment;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs all measurements, which takes some minutes. A program that is not there, or fails, has its reason in the
     * report.
     *
     * @throws IOException if the texts cannot be read
     * @throws ClassifierException if the model fails on one of them
     * @throws ExecutionException if the job fails
     * @throws IllegalStateException if a record has no committed prediction or several
     */
    public PeerReport run() throws IOException, ClassifierException, InterruptedException, ExecutionException {
        BenchTexts texts = BenchTexts.read(plan.texts(), plan.maxWords());
        PipelineConfig config = PipelineConfig.from(plan.settings());
        ServingOptions serving = config.serving();
        ModelBundle served = model(Path.of(serving.folder()), serving);
        Optional<ModelBundle> exported = config.exportedModel().map(folder -> model(folder, serving));
        PeerTexts sorted;
        try (HuggingFaceEncoder encoder = served.newEncoder()) {
            sorted = PeerTexts.of(texts, encoder, plan.records());
        }
        try (OnnxClassifier session = OnnxClassifier.open(served, serving.device())) {
            BatchPolicy policy =
                    serving.policy().on(session.provider(), serving.device().cpuThreads());
            RawSession own = new RawSession(served, session, sorted, policy.inFlight());
            say("batches of several sizes");
            int size = own.bestSize();
            ModelBundle common = exported.orElse(served);
            List<String> sample = PeerTexts.strings(sorted.sample(SAMPLE));
            PeerReport report;
            try (OnnxClassifier other = OnnxClassifier.open(common, serving.device());
                    OpenPeers peers = OpenPeers.open(environment, common, sample, serving.device(), policy, progress)) {
                RawSession base = new RawSession(common, other, sorted, policy.inFlight());
                List<Contender> contenders = new ArrayList<>();
                contenders.add(base.contender(Kind.EXPORTED, size, OptionalInt.empty()));
                List<String> reference = base.labels(size);
                if (exported.isPresent()) {
                    int same = same(reference, own.labels(size));
                    contenders.add(own.contender(Kind.REWRITTEN, size, OptionalInt.of(same)));
                }
                List<PeerLane> lanes = measure(contenders, peers, sorted, reference, texts);
                report = new PeerReport(
                        Conditions.of(
                                texts,
                                sorted.lengths(),
                                plan.records(),
                                served.id(),
                                session.provider().toString(),
                                serving.device(),
                                policy),
                        rounds,
                        sorted.once().size(),
                        size,
                        peers.trials(),
                        lanes);
            }
            return report;
        }
    }

    private static ModelBundle model(Path folder, ServingOptions serving) {
        return ModelBundle.read(folder, serving.name(), serving.maxLength());
    }

    private List<PeerLane> measure(
            List<Contender> raw, OpenPeers peers, PeerTexts sorted, List<String> reference, BenchTexts texts)
            throws IOException, ClassifierException, InterruptedException, ExecutionException {
        List<Contender> contenders = new ArrayList<>(raw);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            contenders.add(new Contender(
                    Kind.JOB,
                    Kind.JOB.title(),
                    OptionalInt.empty(),
                    round -> job(broker, "round-" + round, texts).perSecond()));
            contenders.addAll(others(peers, sorted, reference));
            say("the job, warm-up");
            var unused = job(broker, "warm-up", texts);
            List<PeerLane> lanes = new ArrayList<>(new PeerRounds(rounds, progress).run(contenders));
            peers.absent().forEach((kind, why) -> lanes.add(PeerLane.notMeasured(kind, why)));
            lanes.sort(Comparator.comparing(PeerLane::kind));
            return lanes;
        }
    }

    private JobThroughput.ThroughputResult job(EmbeddedBroker broker, String name, BenchTexts texts)
            throws IOException, InterruptedException, ExecutionException {
        return JobThroughput.measure(broker, name, plan.settings(), texts.corpus(), plan.records());
    }

    /** The other programs, with the number of texts to which they give the label of the exported graph. */
    private List<Contender> others(OpenPeers peers, PeerTexts sorted, List<String> reference)
            throws InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        List<String> all = PeerTexts.strings(sorted.all());
        for (Map.Entry<Kind, Peer> each : peers.peers().entrySet()) {
            Peer peer = each.getValue();
            say("the labels of " + each.getKey().title());
            try {
                int same = same(reference, peer.labels(PeerTexts.strings(sorted.once())));
                contenders.add(new Contender(
                        each.getKey(), peer.description(), OptionalInt.of(same), round -> peer.perSecond(all)));
            } catch (PeerException e) {
                peers.failed(each.getKey(), e);
            }
        }
        return contenders;
    }

    private static int same(List<String> reference, List<String> labels) {
        int same = 0;
        for (int i = 0; i < reference.size(); i++) {
            same += reference.get(i).equals(labels.get(i)) ? 1 : 0;
        }
        return same;
    }

    private void say(String what) {
        progress.println("Measuring " + what + " ...");
    }
}
