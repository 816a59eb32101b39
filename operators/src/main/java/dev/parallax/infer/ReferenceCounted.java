package dev.parallax.infer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Things that all users in a process share: made for the first, closed after the last. Safe for several threads; making
 * one holds up those who ask for another, which keeps two models from loading into the same memory at once.
 *
 * @param <K> the key
 * @param <V> the things
 */
final class ReferenceCounted<K, V extends AutoCloseable> {

    private final Map<K, Counted<V>> all = new HashMap<>();

    private static final class Counted<V> {
        final V value;
        int users;

        Counted(V value) {
            this.value = value;
        }
    }

    /** One user's hold on a shared thing. */
    final class Lease implements AutoCloseable {

        private final K key;
        private final V value;
        private boolean released;

        private Lease(K key, V value) {
            this.key = key;
            this.value = value;
        }

        V value() {
            return value;
        }

        /** Gives the hold back; a second call does nothing. */
        @Override
        public void close() {
            synchronized (all) {
                if (!released) {
                    released = true;
                    release(key);
                }
            }
        }
    }

    Lease acquire(K key, Function<K, V> make) {
        synchronized (all) {
            Counted<V> counted = all.get(key);
            if (counted == null) {
                counted = new Counted<>(make.apply(key));
                all.put(key, counted);
            }
            counted.users++;
            return new Lease(key, counted.value);
        }
    }

    int size() {
        synchronized (all) {
            return all.size();
        }
    }

    private void release(K key) {
        Counted<V> counted = all.get(key);
        if (counted == null) {
            throw new IllegalStateException("Released more often than acquired: " + key);
        }
        counted.users--;
        if (counted.users == 0) {
            all.remove(key);
            try {
                counted.value.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("Could not close " + key + ": " + e.getMessage(), e);
            }
        }
    }
}
