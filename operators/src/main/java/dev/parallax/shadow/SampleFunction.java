package dev.parallax.shadow;

import dev.parallax.infer.ScoredText;
import dev.parallax.observe.MetricNames;
import dev.parallax.shadow.ShadowOptions.Sampling;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** Lets a share of the texts through. Which ones depends on their ids alone, so a replay takes the same sample. */
public final class SampleFunction extends RichFilterFunction<ScoredText> {

    private static final double ALL_HASHES = 0x1p53;

    private final double rate;
    private transient Counter unsampled = new SimpleCounter();

    /** @param rate share of the texts that go through, 0 to 1 */
    public SampleFunction(double rate) {
        Sampling.RATE.require("rate", rate);
        this.rate = rate;
    }

    @Override
    public void open(OpenContext context) {
        unsampled = getRuntimeContext()
                .getMetricGroup()
                .addGroup(MetricNames.SHADOW_GROUP)
                .counter(MetricNames.TEXTS_UNSAMPLED);
    }

    @Override
    public boolean filter(ScoredText scored) {
        boolean sampled = sampled(scored.text().id(), rate);
        if (!sampled) {
            unsampled.inc();
        }
        return sampled;
    }

    /**
     * Whether a text is in the sample: a matter of its identity alone, so a replay takes the same one.
     *
     * @param id the text's identity
     * @param rate share of the texts that are, 0 to 1
     */
    public static boolean sampled(String id, double rate) {
        return (hash(id) >>> 11) < rate * ALL_HASHES;
    }

    /** FNV-1a over the UTF-16 units, and the finaliser of MurmurHash3 over that, so that every bit counts. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
