package dev.parallax.job.pipeline;

import dev.parallax.encode.sparknlp.ClassAnnotation;
import dev.parallax.encode.sparknlp.Repair;
import dev.parallax.encode.sparknlp.SparkNlpEncoding;
import dev.parallax.shadow.Twin;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A twin that never answers. */
final class BrokenTwin implements Twin {

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static volatile CountDownLatch held = new CountDownLatch(1);

    private final Runnable harm;

    /** @param harm what happens instead of an answer */
    BrokenTwin(Runnable harm) {
        this.harm = harm;
    }

    static void reset() {
        ASKED.set(0);
        held = new CountDownLatch(1);
    }

    /** Lets go of all that hang. */
    static void release() {
        held.countDown();
    }

    /** How often one was asked. */
    static int asked() {
        return ASKED.get();
    }

    static void hang() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("This twin hung");
    }

    static void fail() {
        throw new IllegalStateException("This failure is part of the test");
    }

    @Override
    public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
        ASKED.incrementAndGet();
        harm.run();
        throw new IllegalStateException("This twin never answers");
    }

    @Override
    public Set<Repair> relevant(String text) {
        return Set.of();
    }

    @Override
    public List<ClassAnnotation> classes(
            SparkNlpEncoding encoding, float[][] logits, String[] labels, Set<Repair> repairs) {
        return List.of();
    }

    @Override
    public String piece(int id) {
        return Integer.toString(id);
    }
}
