package dev.parallax.job.wire;

import dev.parallax.shadow.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes and reads disagreements as JSON objects in UTF-8, the same for Kafka and for files. {@link DisagreementRecord}
 * has their fields, and {@code disagreement-1.schema.json} beside this class is the published schema:
 *
 * <pre>{"id":"7","outcome":"DISAGREED","shadow":"spark-nlp",
 * "huggingFace":{"label":"negative","score":0.99,"scores":{"negative":0.99,"positive":0.01}},
 * "sparkNlp":{"label":"positive","score":0.72,"scores":{"negative":0.28,"positive":0.72},"sentence":0},
 * "classes":[[0,12,"positive",0]],
 * "totalVariation":0.71,"margin":0.98,
 * "causes":[{"cause":"CONTRACTION","title":"contraction"}],"proven":true,"minimal":true,"variants":3,
 * "difference":{"at":3,"huggingFace":["[CLS]","it","isn","'","t","good","[SEP]"],
 *     "sparkNlp":["[CLS]","it","isn","good","[SEP]"],"before":0,"after":[0,0]},
 * "model":{"name":"sentiment","fingerprint":"0123456789abcdef"}}</pre>
 *
 * <p>Numbers that are not finite, such as probabilities that overflowed, are null.
 *
 * <p>Immutable and safe for several threads.
 */
public final class DisagreementJson implements JsonLine<Comparison> {

    private final boolean includeText;
    private final Set<String> leftOut;

    /** @param includeText whether to repeat the text */
    public DisagreementJson(boolean includeText) {
        this(includeText, Set.of());
    }

    private DisagreementJson(boolean includeText, Set<String> leftOut) {
        this.includeText = includeText;
        this.leftOut = leftOut;
    }

    /** This format, and shorter ones, each with less than that before it: without text, and then without pieces. */
    public List<DisagreementJson> fallbacks() {
        List<DisagreementJson> all = new ArrayList<>(List.of(this));
        Set<String> less = new TreeSet<>();
        if (includeText) {
            less.add(DisagreementRecord.TEXT);
            all.add(new DisagreementJson(true, Set.copyOf(less)));
        }
        less.add(DisagreementRecord.DIFFERENCE);
        all.add(new DisagreementJson(includeText, Set.copyOf(less)));
        return all;
    }

    @Override
    public byte[] write(Comparison compared) {
        return WireMapper.write(DisagreementRecord.of(compared, includeText, leftOut));
    }

    /**
     * Reads a disagreement.
     *
     * @throws RecordFormatException if it is none
     */
    public static DisagreementRecord read(byte[] json) throws RecordFormatException {
        return WireMapper.read(json, DisagreementRecord.class);
    }
}
