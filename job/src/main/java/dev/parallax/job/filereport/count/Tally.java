package dev.parallax.job.filereport.count;

import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.job.filereport.candidate.CandidateVerdicts;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.ShadowAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The accumulated counts and examples of a report. Memory does not grow with the input, and the order of texts does not
 * matter. For one thread.
 */
public final class Tally implements Serializable {

    private static final int EXAMPLES_PER_DRAWER = 20;

    private final List<String> labels;
    private final CleanupMode cleanup;
    private final OutcomeCounts all = new OutcomeCounts();
    private final List<OutcomeCounts> byLabel = new ArrayList<>();
    private final List<OutcomeCounts> byLength = new ArrayList<>();
    private final long[][] confusion;
    private final Map<DivergenceCause, CauseCounts> causes = new EnumMap<>(DivergenceCause.class);
    private final LabelCounts truth = new LabelCounts();
    private final List<CandidateCounts> candidates = new ArrayList<>();
    private final ExampleSampler examples = new ExampleSampler(EXAMPLES_PER_DRAWER);
    private long capped;
    private long proven;

    /**
     * @param labels names of the classes, in the order of the logits
     * @param cleanup cleanup mode of the current pipeline
     * @param candidates number of candidates
     */
    public Tally(List<String> labels, CleanupMode cleanup, int candidates) {
        this.labels = List.copyOf(labels);
        this.cleanup = cleanup;
        this.confusion = new long[labels.size()][labels.size() + 1];
        Stream.generate(OutcomeCounts::new).limit(labels.size()).forEach(byLabel::add);
        Stream.generate(OutcomeCounts::new).limit(Lengths.count()).forEach(byLength::add);
        Stream.generate(CandidateCounts::new).limit(candidates).forEach(this.candidates::add);
    }

    /** Counts a text. */
    public void add(CandidateVerdicts judged) {
        Comparison compared = judged.compared();
        Outcome outcome = compared.outcome();
        all.add(outcome, compared.sameEncoding());
        if (!outcome.compared()) {
            return;
        }
        int primary = place(compared.scored().prediction().label());
        byLabel.get(primary).add(outcome, compared.sameEncoding());
        byLength.get(Lengths.of(compared.scored().encoding().length()
                        + compared.scored().encoding().cutTokens()))
                .add(outcome, compared.sameEncoding());
        ShadowAnswer shadow = compared.shadow();
        confusion[primary][shadow == null ? labels.size() : place(shadow.label())]++;
        if (compared.cappedCharacters() > 0) {
            capped++;
        }
        addTruth(compared);
        if (compared.attribution() != null) {
            addCauses(compared.attribution());
        }
        for (int i = 0; i < candidates.size(); i++) {
            candidates.get(i).add(judged.verdicts().get(i), outcome.agreed());
        }
        if (outcome != Outcome.SAME_ENCODING) {
            examples.offer(TextExample.of(compared, cleanup));
        }
    }

    private int place(String label) {
        int place = labels.indexOf(label);
        if (place < 0) {
            throw new IllegalArgumentException("The model has no class " + label + ", but " + labels);
        }
        return place;
    }

    private void addTruth(Comparison compared) {
        String label = compared.scored().text().label();
        if (label == null) {
            return;
        }
        if (!labels.contains(label)) {
            truth.addUnknown();
            return;
        }
        boolean right = label.equals(compared.scored().prediction().label());
        ShadowAnswer shadow = compared.shadow();
        truth.add(right, shadow != null && label.equals(shadow.label()));
    }

    private void addCauses(Attribution attribution) {
        if (attribution.proven()) {
            proven++;
        }
        for (DivergenceCause cause : attribution.causes()) {
            causes.computeIfAbsent(cause, unseen -> new CauseCounts()).add(attribution);
        }
    }

    /** Names of the classes. */
    public List<String> labels() {
        return labels;
    }

    /** Counts by outcome, all texts. */
    public OutcomeCounts all() {
        return all;
    }

    /** Counts by outcome for each primary label, in the order of the labels. */
    public List<OutcomeCounts> byLabel() {
        return byLabel;
    }

    /** Counts by outcome for each range of lengths, in the order of {@link Lengths#names()}. */
    public List<OutcomeCounts> byLength() {
        return byLength;
    }

    /** Texts by both sides' labels, {@code [primary][shadow]}; the last column is no class. */
    public long[][] confusion() {
        return Arrays.stream(confusion).map(long[]::clone).toArray(long[][]::new);
    }

    /** Counts of texts with different labels by cause, in the order of the causes. */
    public Map<DivergenceCause, CauseCounts> causes() {
        return causes;
    }

    /** Texts with different labels and proven causes. */
    public long proven() {
        return proven;
    }

    /** Counts of correct answers of each side. */
    public LabelCounts truth() {
        return truth;
    }

    /** The results of each candidate. */
    List<CandidateCounts> candidates() {
        return candidates;
    }

    /** The examples. */
    List<TextExample> examples(int number) {
        return examples.best(number);
    }

    /** Compared texts of which the shadow read the beginning only. */
    public long capped() {
        return capped;
    }

    /** The serialized tally, for {@link #of(byte[])}. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new UncheckedIOException("The counts of a report could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Deserializes the result of {@link #bytes()}. */
    public static Tally of(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Tally) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("The counts of a report cannot be read: " + e, e);
        }
    }
}
