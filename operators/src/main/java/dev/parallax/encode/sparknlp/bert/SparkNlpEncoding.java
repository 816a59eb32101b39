package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a Spark NLP pipeline makes of a text before the network runs.
 *
 * @param units sentences, or the one document of a pipeline without sentence detector
 * @param tokens rule tokens of all units, in order
 * @param rows what the network reads, a row for each unit that has tokens, not padded; none where Spark NLP gives no
 *     class
 * @param unitOfRow the place in {@code units} of the unit that each row was made of
 * @param exploded whether every unit is a row of the data frame, and so a batch, of its own
 * @param cappedCharacters UTF-16 units at the end of the text that were not looked at, because it is longer than the
 *     cap
 */
public record SparkNlpEncoding(
        List<Annotation> units,
        List<Annotation> tokens,
        List<Encoding> rows,
        List<Integer> unitOfRow,
        boolean exploded,
        int cappedCharacters) {

    /** Checks that every row has a unit. */
    public SparkNlpEncoding {
        if (rows.size() != unitOfRow.size()) {
            throw new IllegalArgumentException(rows.size() + " rows need as many units, not " + unitOfRow.size());
        }
    }

    /** An encoding whose rows are those of the first units, not exploded. */
    public SparkNlpEncoding(
            List<Annotation> units, List<Annotation> tokens, List<Encoding> rows, int cappedCharacters) {
        this(units, tokens, rows, IntStream.range(0, rows.size()).boxed().toList(), false, cappedCharacters);
    }

    /** The rows as Spark NLP runs them: batches of at most so many, or of one where sentences are exploded. */
    List<List<Encoding>> batches(int batchSize) {
        int size = exploded ? 1 : batchSize;
        List<List<Encoding>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            batches.add(rows.subList(from, Math.min(rows.size(), from + size)));
        }
        return batches;
    }

    /**
     * The ids as Spark NLP feeds them: each row filled up with 0 to the longest of its batch.
     *
     * @param batchSize {@link BertForSequenceClassification.Params#batchSize()}
     * @return {@code [rows][sequence of the row's batch]}
     */
    public List<int[]> paddedIds(int batchSize) {
        List<int[]> padded = new ArrayList<>();
        for (List<Encoding> batch : batches(batchSize)) {
            int longest = batch.stream().mapToInt(Encoding::length).max().orElse(0);
            batch.forEach(row -> padded.add(Arrays.copyOf(row.ids(), longest)));
        }
        return padded;
    }
}
