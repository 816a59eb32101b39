package dev.parallax.infer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Objects that all users in a process share by key: made for the first user, closed after the last. Safe for several
 * threads; making one blocks threads that ask for another, which keeps two models from loading into the same memory at
 * once.
 *
 * @param <K> type of the keys
 * @param <V> type of the objects
 */
final class ReferenceCounted<K, V> {

    private final Consumer<V> close;
    private final Map<K, Counted<V>> all = new HashMap<>();

    private static final class Counted<V> {
        final V value;
        int users;

        Counted(V value) {
            this.value = value;
        }
    }

    /** @param close closes an object after its last user */
    ReferenceCounted(Consumer<V> close) {
        this.close = close;
    }

    Lease<V> acquire(K key, Function<K, V> make) {
        synchronized (all) {
            Counted<V> counted = all.get(key);
            if (counted == null) {
                counted = new Counted<>(make.apply(key));
                all.put(key, counted);
            }
            counted.users++;
            return new Lease<>(counted.value, () -> release(key));
        }
    }

    int size() {
        synchronized (all) {
            return all.size();
        }
    }

    private void release(K key) {
        synchronized (all) {
            Counted<V> counted = all.get(key);
            if (counted == null) {
                throw new IllegalStateException("Released more often than acquired: " + key);
            }
            counted.users--;
            if (counted.users == 0) {
                all.remove(key);
                close.accept(counted.value);
            }
        }
    }
}
