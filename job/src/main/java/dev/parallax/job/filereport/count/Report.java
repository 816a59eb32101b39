package dev.parallax.job.filereport.count;

import dev.parallax.infer.model.ModelId;
import dev.parallax.job.filereport.candidate.Candidate;
import dev.parallax.job.filereport.code.ClassifierClass;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The content of a report on a file.
 *
 * @param input name of the file
 * @param model the model that both sides run
 * @param classifier Spark NLP's class for this model
 * @param asItIs the current pipeline, with which the texts were compared
 * @param candidates the candidates, in the order of the tally
 * @param tally the counts
 * @param deadLetters records that were not classified, by reason
 */
public record Report(
        String input,
        ModelId model,
        ClassifierClass classifier,
        Candidate asItIs,
        List<Candidate> candidates,
        Tally tally,
        Map<String, Long> deadLetters) {

    private static final int EXAMPLES = 20;

    /** Copies the collections. */
    public Report {
        candidates = List.copyOf(candidates);
        deadLetters = new TreeMap<>(deadLetters);
    }

    /**
     * A candidate with its counts.
     *
     * @param candidate the candidate
     * @param counts its results
     */
    public record RankedCandidate(Candidate candidate, CandidateCounts counts) {}

    /**
     * The candidates, best first: by the number of texts without the primary's label, then by the number of texts with
     * another encoding, then by the number of changes. A text on which a candidate failed counts as one without the
     * label.
     */
    public List<RankedCandidate> ranked() {
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> new RankedCandidate(
                        candidates.get(i), tally.candidates().get(i)))
                .sorted(Comparator.<RankedCandidate>comparingLong(
                                ranked -> tally.all().compared()
                                        - ranked.counts.outcomes().agreed())
                        .thenComparingLong(ranked -> ranked.counts.outcomes().otherEncodings())
                        .thenComparingInt(ranked -> ranked.candidate.changes().size()))
                .toList();
    }

    /** The examples. */
    public List<TextExample> examples() {
        return tally.examples(EXAMPLES);
    }

    /** Number of records that were not classified. */
    public long allDeadLetters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The name shown if there is no class. */
    public static String noClass() {
        return "no class";
    }
}
