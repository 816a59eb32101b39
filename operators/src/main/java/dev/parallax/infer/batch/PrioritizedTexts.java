package dev.parallax.infer.batch;

import dev.parallax.infer.batch.WaitingTexts.Batch;
import dev.parallax.infer.batch.WaitingTexts.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two queues of texts that wait for a batch: the foreground, and a background that leaves behind it. While texts of
 * both wait, the background has {@link BackgroundLimits#modelShare()} of the batches; a batch never mixes the two.
 *
 * <p>Not safe for several threads: the batcher's lock guards it.
 */
final class PrioritizedTexts {

    private final WaitingTexts foreground = new WaitingTexts();
    private final WaitingTexts background = new WaitingTexts();
    private double backgroundShare;
    /** Batches that the background may send before the foreground's next one; grows by its share with each batch. */
    private double backgroundCredit;

    void add(Entry entry) {
        foreground.add(entry);
    }

    /** Adds texts behind the foreground; the latest limits replace those before. */
    void addBackground(List<Entry> entries, BackgroundLimits limits) {
        backgroundShare = limits.modelShare();
        entries.forEach(background::add);
    }

    /** Whether a number of further texts fits into the background. Where none waits, any number does. */
    boolean hasBackgroundRoom(int texts, BackgroundLimits limits) {
        return background.size() == 0 || background.size() + texts <= limits.maxWaiting();
    }

    int size() {
        return foreground.size() + background.size();
    }

    int foregroundSize() {
        return foreground.size();
    }

    /** Whether the foreground alone would fill a batch. */
    boolean fills(BatchPolicy policy) {
        return foreground.fills(policy);
    }

    /** The foreground's text that has waited longest, or {@code null}. */
    @Nullable
    Entry oldest() {
        return foreground.oldest();
    }

    /** Takes every text whose deadline has passed. */
    List<Entry> takeExpired(long nowNanos) {
        List<Entry> expired = foreground.takeExpired(nowNanos);
        expired.addAll(background.takeExpired(nowNanos));
        return expired;
    }

    /** Takes everything. */
    List<Entry> takeAll() {
        List<Entry> all = foreground.takeAll();
        all.addAll(background.takeAll());
        return all;
    }

    /**
     * Takes the next batch.
     *
     * @param policy the limits
     * @param otherwise why the batch leaves if no limit stops it
     * @return the batch, or {@code null} where no text waits
     */
    @Nullable
    Batch takeBatch(BatchPolicy policy, BatchReason otherwise) {
        return size() == 0 ? null : nextInTurn().takeBatch(policy, otherwise);
    }

    private WaitingTexts nextInTurn() {
        if (foreground.size() == 0 || background.size() == 0) {
            return foreground.size() > 0 ? foreground : background;
        }
        backgroundCredit += backgroundShare;
        if (backgroundCredit < 1) {
            return foreground;
        }
        backgroundCredit -= 1;
        return background;
    }
}
