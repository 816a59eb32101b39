package dev.parallax.evaluate.window;

import java.util.List;

/** Which tumbling windows of one key got data late, and how often each was emitted again. For one thread. */
final class Revisions {

    private final ShadowStore store;

    Revisions(ShadowStore store) {
        this.store = store;
    }

    /** Data came late to the window that ends at a time. */
    void mark(long end) {
        store.revisions().put(end, new Revision(issued(end), true));
    }

    /** Ends of the windows whose next revision has not been emitted yet, in order. */
    List<Long> due() {
        return store.revisions().times().stream().filter(this::isDue).sorted().toList();
    }

    /** Whether the next revision of a window has not been emitted yet. */
    boolean isDue(long end) {
        Revision revision = store.revisions().get(end);
        return revision != null && revision.due();
    }

    /** Number of the next revision of a window, which counts as emitted from now on. */
    int next(long end) {
        int number = issued(end) + 1;
        store.revisions().put(end, new Revision(number, false));
        return number;
    }

    private int issued(long end) {
        Revision revision = store.revisions().get(end);
        return revision == null ? 0 : revision.issued();
    }

    void forget(long end) {
        store.revisions().remove(end);
    }
}
