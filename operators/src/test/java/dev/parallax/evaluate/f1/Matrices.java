package dev.parallax.evaluate.f1;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Matrices of counts for tests; as a domain, random ones of 1 to 12 classes, in which half of the cells are 0. */
public final class Matrices extends DomainContextBase {

    /** With cells row after row. */
    public static ConfusionCounts of(int classes, int... cells) {
        ConfusionCounts counts = new ConfusionCounts(classes);
        for (int i = 0; i < cells.length; i++) {
            counts.add(i / classes, i % classes, cells[i]);
        }
        return counts;
    }

    /** Of texts, a digit each: what they are of, and what they were given. */
    public static ConfusionCounts ofDigits(int classes, String actual, String predicted) {
        ConfusionCounts counts = new ConfusionCounts(classes);
        for (int i = 0; i < actual.length(); i++) {
            counts.add(actual.charAt(i) - '0', predicted.charAt(i) - '0', 1);
        }
        return counts;
    }

    /** Names of classes: 0, 1, 2 … */
    static List<String> labels(ConfusionCounts counts) {
        return IntStream.range(0, counts.classes()).mapToObj(Integer::toString).toList();
    }

    /** The same texts with the classes in another order. */
    public static ConfusionCounts permuted(ConfusionCounts counts, List<Integer> order) {
        ConfusionCounts permuted = new ConfusionCounts(counts.classes());
        for (int row = 0; row < counts.classes(); row++) {
            for (int column = 0; column < counts.classes(); column++) {
                permuted.add(order.get(row), order.get(column), counts.count(row, column));
            }
        }
        return permuted;
    }

    /** 0 to one less than the number of classes. */
    public static List<Integer> order(ConfusionCounts counts) {
        return new ArrayList<>(IntStream.range(0, counts.classes()).boxed().toList());
    }

    /** Seeds for an order of the classes: a domain gives only what is in it. */
    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Provide
    Arbitrary<ConfusionCounts> matrices() {
        Arbitrary<Integer> cells =
                Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 5000));
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(classes ->
                        cells.array(int[].class).ofSize(classes * classes).map(values -> of(classes, values)));
    }
}
