package dev.parallax.job.bench.peer;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.files.ExitCleanup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The other programs of a comparison that could be started, and for the others the reason why not. For one thread. */
public final class OpenPeers implements AutoCloseable {

    private final PeerEnvironment environment;
    private final PrintStream progress;
    private final Path work;
    private final Map<Kind, Peer> peers = new EnumMap<>(Kind.class);
    private final Map<Kind, String> absent = new EnumMap<>(Kind.class);
    private String trials = "";

    private OpenPeers(PeerEnvironment environment, PrintStream progress, Path work) {
        this.environment = environment;
        this.progress = progress;
        this.work = work;
    }

    private interface Opening {
        Peer open(Path work) throws PeerException, InterruptedException;
    }

    /**
     * Starts the other programs with a model, on as many threads as the job has.
     *
     * @param sample texts that {@code @huggingface/transformers} is tried with in several set-ups, sorted by length
     * @param progress receives a line for each program
     * @throws IOException if there is no folder for temporary files
     */
    public static OpenPeers open(
            PeerEnvironment environment,
            ModelBundle model,
            List<String> sample,
            DeviceOptions device,
            BatchPolicy policy,
            PrintStream progress)
            throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = device.cpuThreads() == 0 ? cores : device.cpuThreads();
        int inFlight = policy.inFlight();
        Path work = Files.createTempDirectory("parallax-peers");
        ExitCleanup.add(work);
        OpenPeers opened = new OpenPeers(environment, progress, work);
        try {
            opened.add(Kind.SPARK_NLP, folder -> SparkNlpPeer.open(environment, model, folder, threads * inFlight));
            opened.add(Kind.TRANSFORMERS, folder -> opened.transformers(model, folder, threads, inFlight, sample));
            return opened;
        } catch (IOException | InterruptedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private Peer transformers(ModelBundle model, Path folder, int threads, int inFlight, List<String> sample)
            throws PeerException, InterruptedException {
        TransformersPeer peer = TransformersPeer.open(environment, model, folder, threads, inFlight, sample);
        trials = peer.trials();
        return peer;
    }

    private void add(Kind kind, Opening opening) throws IOException, InterruptedException {
        progress.println("Starting " + kind.title() + " ...");
        try {
            peers.put(kind, opening.open(Files.createDirectory(work.resolve(kind.name()))));
        } catch (PeerException e) {
            absent.put(kind, String.valueOf(e.getMessage()));
        }
    }

    /** The programs that were started. */
    public Map<Kind, Peer> peers() {
        return peers;
    }

    /** Remembers why a program takes no part although it was started. Its process ends with the others. */
    public void failed(Kind kind, PeerException failure) {
        absent.put(kind, String.valueOf(failure.getMessage()));
    }

    /** The reasons for which the others take no part. */
    public Map<Kind, String> absent() {
        return absent;
    }

    /** The speed of the set-ups that were tried with {@code @huggingface/transformers}; empty without it. */
    public String trials() {
        return trials;
    }

    /** Ends their processes, and deletes their folders. */
    @Override
    public void close() throws IOException {
        peers.values().forEach(Peer::close);
        ExitCleanup.delete(work);
        ExitCleanup.remove(work);
    }
}
