package dev.parallax.job.dashboard.state;

import dev.parallax.job.dashboard.state.Event.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events of one page. It is bounded, so that a slow page delays no other: the oldest disagreements and
 * states of Kafka are dropped, and where other events would be dropped, the page is asked to fetch the whole state
 * instead. Safe for several threads.
 */
public final class Subscription {

    static final int MOST_EVENTS = 256;
    static final int MOST_DISAGREEMENTS = 100;

    private final Optional<SeriesKey> shown;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final ArrayDeque<Event> disagreements = new ArrayDeque<>();
    private @Nullable Event status;
    private boolean closed;

    /** @param shown the series that the page shows, if any */
    Subscription(Optional<SeriesKey> shown) {
        this.shown = shown;
    }

    /** Adds an event unless it is for other pages. */
    synchronized void offer(Event event) {
        if (event.scope() != null && !event.scope().isFor(shown)) {
            return;
        }
        switch (event.kind()) {
            case STATUS -> status = event;
            case DISAGREEMENT -> {
                disagreements.addLast(event);
                if (disagreements.size() > MOST_DISAGREEMENTS) {
                    disagreements.removeFirst();
                }
            }
            default -> {
                if (events.size() == MOST_EVENTS) {
                    events.clear();
                    events.add(new Event(event.number(), Kind.RESYNC, "{}", null));
                } else {
                    events.addLast(event);
                }
            }
        }
        notifyAll();
    }

    /**
     * Waits for events and takes them all.
     *
     * @param patience how long to wait
     * @return the events in the order in which a page applies them; none if none came in time, or the queue was closed
     */
    public synchronized List<Event> take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!closed && events.isEmpty() && disagreements.isEmpty() && status == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return List.of();
            }
            // At least 1 ms: 0 would wait for ever.
            wait(left / 1_000_000 + 1);
        }
        List<Event> taken = new ArrayList<>(events);
        taken.addAll(disagreements);
        if (status != null) {
            taken.add(status);
        }
        events.clear();
        disagreements.clear();
        status = null;
        return taken;
    }

    /** Whether the page takes no more events. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Wakes up all waiting threads, for the last time. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
