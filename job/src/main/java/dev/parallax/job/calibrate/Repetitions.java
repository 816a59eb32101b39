package dev.parallax.job.calibrate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Does the same with different chance, side by side. The results are the same on every machine. */
final class Repetitions {

    private final SplittableRandom random;

    /** @param seed decides all that is left to chance */
    Repetitions(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The results, in an order that does not depend on which was ready first. */
    <T> List<T> run(int times, Function<SplittableRandom, T> one) {
        List<SplittableRandom> randoms =
                Stream.generate(random::split).limit(times).toList();
        return randoms.parallelStream().map(one).toList();
    }
}
