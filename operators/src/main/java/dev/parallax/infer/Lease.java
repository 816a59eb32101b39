package dev.parallax.infer;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A user's hold on an object that several users share; the object is closed when the last lease is. Safe for several
 * threads.
 *
 * @param <V> type of the object
 */
public final class Lease<V> implements AutoCloseable {

    private final V value;
    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    Lease(V value, Runnable release) {
        this.value = value;
        this.release = release;
    }

    /** The shared object, which may be used until this lease is closed. */
    public V value() {
        return value;
    }

    /** Gives the object back; a second call does nothing. */
    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
