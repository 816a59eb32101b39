package dev.parallax.job.calibrate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a simulation several times in parallel with different random numbers. The results are the same on every machine.
 */
final class Repetitions {

    private final SplittableRandom random;

    /** @param seed seed of the random numbers */
    Repetitions(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The results, in an order that does not depend on which finished first. */
    <T> List<T> run(int times, Function<SplittableRandom, T> one) {
        List<SplittableRandom> randoms =
                Stream.generate(random::split).limit(times).toList();
        return randoms.parallelStream().map(one).toList();
    }
}
