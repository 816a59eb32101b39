package dev.parallax.job.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.model.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pipeline {@code text-classification} of {@code @huggingface/transformers} on Node, with the graph in 32-bit
 * floats and without network. It has as many threads as the job. A run of a session blocks its JavaScript thread, so
 * both are tried: worker threads with a session each, as the job has runs side by side, and one session on all threads.
 * Of these and several batch sizes the fastest is taken. For one thread.
 */
public final class TransformersPeer implements Peer {

    /** The name of the program in messages. */
    public static final String NAME = "@huggingface/transformers";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Integer> SIZES = List.of(1, 4, 8, 16);
    private static final String MODEL = "model";

    private final JsonProcess process;
    private final String versions;
    private final List<Trial> trials = new ArrayList<>();
    private Setup setup;

    /**
     * A way to run it.
     *
     * @param workers worker threads, each with a session
     * @param threads threads of a session
     * @param batch texts of a call
     */
    private record Setup(int workers, int threads, int batch) {

        @Override
        public String toString() {
            return workers + (workers == 1 ? " worker" : " workers") + " with a session of " + threads
                    + (threads == 1 ? " thread" : " threads") + ", batches of " + batch;
        }
    }

    private record Trial(Setup setup, double perSecond) {}

    private TransformersPeer(JsonProcess process, String versions) {
        this.process = process;
        this.versions = versions;
        this.setup = new Setup(1, 1, 1);
    }

    /**
     * Installs the packages where needed, starts Node and finds the fastest set-up.
     *
     * @param work an empty folder
     * @param threads threads of one run of the model
     * @param inFlight runs side by side
     * @param sample texts to find the set-up with, sorted by length
     * @throws PeerException if there is no Node or npm, the packages cannot be installed, or the model does not run
     */
    public static TransformersPeer open(
            PeerEnvironment environment, ModelBundle model, Path work, int threads, int inFlight, List<String> sample)
            throws PeerException, InterruptedException {
        Path node = environment.program("node");
        Path script = NodePackages.script(environment);
        ModelLayouts.forTransformers(model, work.resolve(MODEL));
        JsonProcess process = JsonProcess.start(
                NAME,
                environment,
                List.of(node.toString(), script.toString(), work.toString(), MODEL),
                work.resolve("node.log"));
        try {
            TransformersPeer peer =
                    new TransformersPeer(process, versions(process.reply().path("versions")));
            peer.choose(threads, inFlight, sample);
            return peer;
        } catch (PeerException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static String versions(JsonNode versions) {
        return versions.properties().stream()
                .map(each -> each.getKey() + " " + each.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    private void choose(int threads, int inFlight, List<String> sample) throws PeerException, InterruptedException {
        Set<Setup> all = new LinkedHashSet<>();
        for (int size : SIZES) {
            all.add(new Setup(inFlight, threads, size));
            all.add(new Setup(1, threads * inFlight, size));
        }
        double best = 0;
        for (Setup each : all) {
            // Compiles what the set-up runs, and lets its sessions take their memory.
            var unused = run(sample, each);
            Trial trial = new Trial(each, sample.size() / run(sample, each).seconds());
            trials.add(trial);
            if (trial.perSecond() > best) {
                best = trial.perSecond();
                setup = each;
            }
        }
    }

    @Override
    public String description() {
        return versions + "; " + setup;
    }

    /** The speed of all set-ups that were tried, texts a second. */
    public String trials() {
        return trials.stream()
                .map(each -> String.format(Locale.ROOT, "%s: %.1f", each.setup(), each.perSecond()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public List<String> labels(List<String> texts) throws PeerException, InterruptedException {
        return run(texts, setup).labels();
    }

    @Override
    public double perSecond(List<String> texts) throws PeerException, InterruptedException {
        return texts.size() / run(texts, setup).seconds();
    }

    private record Answer(List<String> labels, double seconds) {}

    private Answer run(List<String> texts, Setup way) throws PeerException, InterruptedException {
        ObjectNode request = JSON.createObjectNode()
                .put("batch", way.batch())
                .put("workers", way.workers())
                .put("threads", way.threads());
        texts.forEach(request.putArray("texts")::add);
        JsonNode reply = process.ask(request);
        List<String> labels = new ArrayList<>();
        reply.path("labels").forEach(label -> labels.add(label.asText()));
        double seconds = reply.path("seconds").asDouble();
        if (labels.size() != texts.size() || !(seconds > 0)) {
            throw new PeerException(NAME + " answered " + labels.size() + " labels and " + seconds
                    + " seconds: expected " + texts.size() + " labels, and more than 0 seconds");
        }
        return new Answer(labels, seconds);
    }

    @Override
    public void close() {
        process.close();
    }
}
