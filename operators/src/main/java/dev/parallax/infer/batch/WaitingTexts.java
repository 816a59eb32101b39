package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The texts that wait for a batch, in order of arrival and by length.
 *
 * <p>A batch always holds the text that has waited longest, so none starves, and grows from that text's length to both
 * sides by whichever neighbour costs less padding. Adding is O(log lengths), taking a batch O(rows · log lengths).
 *
 * <p>Not safe for several threads: the batcher's lock guards it.
 */
final class WaitingTexts {

    /** A text on its way through the batcher. */
    static final class Entry {
        final Encoding encoding;
        final CompletableFuture<Scores> result = new CompletableFuture<>();
        final long submittedNanos;
        final long deadlineNanos;
        private boolean taken;

        Entry(Encoding encoding, long submittedNanos, long deadlineNanos) {
            this.encoding = encoding;
            this.submittedNanos = submittedNanos;
            this.deadlineNanos = deadlineNanos;
        }
    }

    /** Texts that leave together, and the limit that ended the batch. */
    record Batch(List<Entry> entries, BatchReason reason) {}

    private final ArrayDeque<Entry> byArrival = new ArrayDeque<>();
    private final TreeMap<Integer, ArrayDeque<Entry>> byLength = new TreeMap<>();
    private int size;
    private long tokens;

    void add(Entry entry) {
        byArrival.add(entry);
        byLength.computeIfAbsent(entry.encoding.length(), length -> new ArrayDeque<>())
                .add(entry);
        size++;
        tokens += entry.encoding.length();
    }

    int size() {
        return size;
    }

    /** Whether the waiting texts would fill a batch by rows or tokens, regardless of their lengths. */
    boolean fills(BatchPolicy policy) {
        return size >= policy.maxRows() || tokens >= policy.maxPaddedTokens();
    }

    /** The text that has waited longest, or {@code null}. */
    @Nullable
    Entry oldest() {
        while (!byArrival.isEmpty() && byArrival.peek().taken) {
            byArrival.remove();
        }
        return byArrival.peek();
    }

    /** Takes everything, in order of arrival. */
    List<Entry> takeAll() {
        List<Entry> all = new ArrayList<>();
        for (Entry entry = oldest(); entry != null; entry = oldest()) {
            take(entry.encoding.length());
            all.add(entry);
        }
        return all;
    }

    /**
     * Takes every text whose deadline has passed. Deadlines are in order of arrival, so only the oldest is looked at.
     */
    List<Entry> takeExpired(long nowNanos) {
        List<Entry> expired = new ArrayList<>();
        for (Entry entry = oldest(); entry != null && nowNanos - entry.deadlineNanos >= 0; entry = oldest()) {
            take(entry.encoding.length());
            expired.add(entry);
        }
        return expired;
    }

    /**
     * Takes the next batch.
     *
     * @param policy the limits
     * @param otherwise why the batch leaves if no limit stops it
     */
    Batch takeBatch(BatchPolicy policy, BatchReason otherwise) {
        Entry oldest = oldest();
        if (oldest == null) {
            throw new IllegalStateException("Nothing waits");
        }
        List<Entry> batch = new ArrayList<>(Math.min(size, policy.maxRows()));
        int longest = oldest.encoding.length();
        int shortest = longest;
        long sum = longest;
        batch.add(take(longest));
        while (batch.size() < policy.maxRows()) {
            int rows = batch.size() + 1;
            Integer shorter = byLength.floorKey(shortest);
            Integer longer = byLength.ceilingKey(longest);
            if (shorter == null && longer == null) {
                return new Batch(batch, otherwise);
            }
            // Padding that either neighbour would add: the shorter one its own, the longer one that of all rows.
            long shorterPadding = shorter == null ? Long.MAX_VALUE : longest - shorter;
            long longerPadding = longer == null ? Long.MAX_VALUE : (long) batch.size() * (longer - longest);
            int next = longerPadding < shorterPadding && longer != null ? longer : shorter != null ? shorter : longest;
            int newLongest = Math.max(longest, next);
            long padded = (long) rows * newLongest;
            if (padded > policy.maxPaddedTokens()) {
                return new Batch(batch, BatchReason.FULL_TOKENS);
            }
            if (padded > (1 + policy.maxPadding()) * (sum + next)) {
                return new Batch(batch, BatchReason.LENGTH_BOUNDARY);
            }
            batch.add(take(next));
            sum += next;
            longest = newLongest;
            shortest = Math.min(shortest, next);
        }
        return new Batch(batch, BatchReason.FULL_ROWS);
    }

    private Entry take(int length) {
        Map.Entry<Integer, ArrayDeque<Entry>> bucket = byLength.ceilingEntry(length);
        if (bucket == null || bucket.getKey() != length) {
            throw new IllegalStateException("No text of " + length + " tokens waits");
        }
        Entry entry = bucket.getValue().remove();
        if (bucket.getValue().isEmpty()) {
            byLength.remove(length);
        }
        entry.taken = true;
        size--;
        tokens -= length;
        return entry;
    }
}
