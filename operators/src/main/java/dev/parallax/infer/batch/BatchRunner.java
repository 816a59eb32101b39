package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.WaitingTexts.Batch;
import dev.parallax.infer.batch.WaitingTexts.Entry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a batcher that runs batches and completes the future of each text exactly once, also where the model
 * fails. Safe for several threads.
 */
final class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final Classifier classifier;
    private final Encoding control;
    private final BatchStatistics statistics;
    private final BatchListener listener;

    /**
     * @param classifier the model
     * @param control a text that the model is known to answer: whether it still does distinguishes a bad text from a
     *     bad device
     * @param statistics counts the batches
     * @param listener receives sizes and times for metrics
     */
    BatchRunner(Classifier classifier, Encoding control, BatchStatistics statistics, BatchListener listener) {
        this.classifier = classifier;
        this.control = control;
        this.statistics = statistics;
        this.listener = listener;
    }

    /** Runs a batch and completes the futures of all its texts. Throws nothing. */
    void run(Batch batch) {
        try {
            account(batch);
            run(batch.entries());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "A batch of {} texts was lost to a defect", batch.entries().size(), e);
            DeviceFailedException lost = new DeviceFailedException("The batch was lost to a defect: " + e, e);
            batch.entries().forEach(entry -> entry.result.completeExceptionally(lost));
        }
    }

    private void account(Batch batch) {
        long now = System.nanoTime();
        long tokens = 0;
        int longest = 0;
        for (Entry entry : batch.entries()) {
            tokens += entry.encoding.length();
            longest = Math.max(longest, entry.encoding.length());
            listener.textWaited(now - entry.submittedNanos);
        }
        int rows = batch.entries().size();
        long paddedTokens = (long) rows * longest;
        statistics.batchLeft(batch.reason(), rows, tokens, paddedTokens);
        listener.batchLeft(rows, paddedTokens);
    }

    /** Runs a batch; a failed one in halves, until the text that makes it fail is alone. */
    private void run(List<Entry> entries) {
        List<Encoding> encodings = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            encodings.add(entry.encoding);
        }
        List<Scores> scores;
        try {
            long start = System.nanoTime();
            scores = classifier.score(encodings);
            listener.modelRan(System.nanoTime() - start);
        } catch (ClassifierException e) {
            if (entries.size() == 1) {
                blame(entries.get(0), e);
            } else {
                statistics.batchSplit();
                int half = entries.size() / 2;
                run(entries.subList(0, half));
                run(entries.subList(half, entries.size()));
            }
            return;
        }
        for (int i = 0; i < scores.size(); i++) {
            entries.get(i).result.complete(scores.get(i));
        }
    }

    private void blame(Entry entry, ClassifierException failure) {
        try {
            var unused = classifier.score(List.of(control));
        } catch (ClassifierException e) {
            entry.result.completeExceptionally(new DeviceFailedException(
                    "The model fails, and on a text that it answered at start as well: " + e.getMessage(), e));
            return;
        }
        entry.result.completeExceptionally(
                new TextFailedException(String.valueOf(failure.getMessage()), failure.timeout(), failure));
    }
}
