package dev.parallax.job.dashboard.state;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The open pages, at most a fixed number of them. Safe for several threads. */
public final class Audience {

    private final int most;
    private final Set<Subscription> pages = new HashSet<>();
    private boolean closed;

    /** @param most how many pages may be open at once */
    public Audience(int most) {
        this.most = most;
    }

    /** Opens a page, unless there are too many. */
    public synchronized Optional<Subscription> join(Optional<SeriesKey> shown) {
        if (closed || pages.size() == most) {
            return Optional.empty();
        }
        Subscription page = new Subscription(shown);
        pages.add(page);
        return Optional.of(page);
    }

    /** Removes a page that was closed. */
    public synchronized void leave(Subscription page) {
        pages.remove(page);
        notifyAll();
    }

    /** Number of open pages. */
    public synchronized int size() {
        return pages.size();
    }

    synchronized void publish(Event event) {
        pages.forEach(page -> page.offer(event));
    }

    /**
     * Closes all pages and waits until they have left. No further page opens.
     *
     * @param patience longest time to wait
     */
    public synchronized void close(Duration patience) {
        closed = true;
        pages.forEach(Subscription::close);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!pages.isEmpty() && System.nanoTime() < deadline) {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
