package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The result of a Spark NLP pipeline for a text before the network runs: sentences, tokens and rows of ids.
 *
 * @param units sentences, or the one document of a pipeline without sentence detector
 * @param tokens rule tokens of all units, in order
 * @param rows rows for the network, one for each unit that has tokens, not padded; none if Spark NLP returns no class
 * @param unitOfRow index in {@code units} of the unit of each row
 * @param exploded whether every unit is a separate row of the data frame, and therefore a separate batch
 * @param cappedCharacters UTF-16 units at the end of the text that were not read, because it is longer than the cap
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

    /** Creates an encoding whose rows are those of the first units, not exploded. */
    public SparkNlpEncoding(
            List<Annotation> units, List<Annotation> tokens, List<Encoding> rows, int cappedCharacters) {
        this(units, tokens, rows, IntStream.range(0, rows.size()).boxed().toList(), false, cappedCharacters);
    }

    /** The rows in the batches of Spark NLP: up to {@code batchSize} rows each, or one if sentences are exploded. */
    List<List<Encoding>> batches(int batchSize) {
        int size = exploded ? 1 : batchSize;
        List<List<Encoding>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            batches.add(rows.subList(from, Math.min(rows.size(), from + size)));
        }
        return batches;
    }

    /**
     * The ids as Spark NLP feeds them to the network: each row padded with 0 to the longest of its batch.
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
