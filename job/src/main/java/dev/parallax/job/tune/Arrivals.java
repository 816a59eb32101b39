package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts with the times at which they arrive: the same for the simulation and for the real batcher. Immutable.
 *
 * @param texts the texts in the order in which they arrive
 * @param perSecond mean arrivals a second of a Poisson process; 0 if all are there at the beginning
 * @param gaps times between arrivals in units of their mean, one for each text; none if all are there at the beginning
 */
record Arrivals(List<Encoding> texts, double perSecond, List<Double> gaps) {

    private static final double NANOS = 1e9;

    Arrivals {
        texts = List.copyOf(texts);
        gaps = List.copyOf(gaps);
    }

    /**
     * Texts that all wait from the beginning, as in a topic with a backlog.
     *
     * @param corpus texts to draw from, with replacement
     * @param count number of texts
     */
    static Arrivals backlog(List<Encoding> corpus, int count, long seed) {
        return new Arrivals(drawn(corpus, count, new Random(seed)), 0, List.of());
    }

    /**
     * Texts that arrive independently of each other, a Poisson process: times between arrivals are exponential. The
     * same seed gives the same texts, and the same arrivals but for the unit of time, at every rate.
     *
     * @param corpus texts to draw from, with replacement
     * @param count number of texts
     * @param perSecond mean number of arrivals a second
     */
    static Arrivals poisson(List<Encoding> corpus, int count, double perSecond, long seed) {
        Random random = new Random(seed);
        List<Encoding> texts = drawn(corpus, count, random);
        List<Double> gaps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            gaps.add(-Math.log1p(-random.nextDouble()));
        }
        return new Arrivals(texts, perSecond, gaps);
    }

    private static List<Encoding> drawn(List<Encoding> corpus, int count, Random random) {
        List<Encoding> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(corpus.get(random.nextInt(corpus.size())));
        }
        return texts;
    }

    /** The same texts and gaps at another rate. */
    Arrivals at(double otherPerSecond) {
        return new Arrivals(texts, otherPerSecond, gaps);
    }

    /** Number of texts. */
    int count() {
        return texts.size();
    }

    /** Times of arrival in the order of the texts, nanoseconds since the beginning. */
    long[] nanos() {
        long[] nanos = new long[texts.size()];
        if (perSecond > 0) {
            double sum = 0;
            for (int i = 0; i < nanos.length; i++) {
                sum += gaps.get(i);
                nanos[i] = (long) (sum * NANOS / perSecond);
            }
        }
        return nanos;
    }
}
