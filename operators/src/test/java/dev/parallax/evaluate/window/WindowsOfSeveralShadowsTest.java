package dev.parallax.evaluate.window;

import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.labelled;
import static dev.parallax.evaluate.observation.Observations.labelledBoth;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observations;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.PredictionWindows.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Windows of shadows that share the counts of predictions, beside a model that adds up all that came. */
class WindowsOfSeveralShadowsTest {

    private static final ObservationCounter COUNTER = new ObservationCounter(new CountLayout(Observations.CLASSES));
    private static final List<ObservedShadow> SHADOWS = List.of(
            ObservedShadow.sparkNlp(), ObservedShadow.head("a"), ObservedShadow.head("b"), ObservedShadow.none());

    /** All windows of a key, and a model of them. */
    private static final class Key {

        private final WindowSizes sizes;
        private final InMemoryWindowStore store = new InMemoryWindowStore();
        private final PredictionWindows predictions;
        private final List<Shadow> shadows = new ArrayList<>();
        private final TreeMap<Long, List<Observation>> counted = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;
        private int reports;

        Key(WindowSizes sizes, int shadows) {
            this.sizes = sizes;
            this.predictions = new PredictionWindows(sizes, Duration.ZERO, COUNTER, store);
            SHADOWS.subList(0, shadows).forEach(shadow -> this.shadows.add(new Shadow(this, shadow)));
        }

        List<SlidingWindows> windows() {
            return shadows.stream().map(shadow -> shadow.windows).toList();
        }

        void add(Observation observation) {
            long at = observation.timestampMillis();
            if (watermark == Long.MIN_VALUE
                    || sizes.alignedEnd(at) + sizes.allowedLateness().toMillis() > watermark) {
                counted.computeIfAbsent(at, key -> new ArrayList<>()).add(observation);
            }
            Place place = predictions.add(observation, watermark);
            for (Shadow each : shadows) {
                if (each.counts(observation)) {
                    each.windows.add(observation, place, watermark);
                }
            }
        }

        /** Time goes on; some shadows are slow, and some of their windows are reported incomplete. */
        void advance(long time, Random random) {
            watermark = Math.max(watermark, time);
            for (Shadow each : shadows) {
                if (random.nextInt(3) > 0) {
                    each.windows.advance(each, watermark, random.nextBoolean() ? Long.MAX_VALUE : Sliding.NONE);
                    each.windows.forgetRevisions(each, watermark);
                }
            }
            long unused = predictions.mergeAndForget(windows(), watermark);
        }
    }

    /** The windows of a shadow, and what was reported. */
    private static final class Shadow implements SlidingWindows.Reporter {

        private final Key key;
        private final ObservedShadow shadow;
        private final InMemoryShadowStore store = new InMemoryShadowStore();
        private final SlidingWindows windows;
        private final TreeMap<Long, Integer> revisions = new TreeMap<>();
        private final List<Long> ends = new ArrayList<>();

        Shadow(Key key, ObservedShadow shadow) {
            this.key = key;
            this.shadow = shadow;
            this.windows = new SlidingWindows(key.sizes, COUNTER, shadow, key.predictions, store);
        }

        boolean counts(Observation observation) {
            return observation.isForEachShadow() || observation.shadow().equals(shadow.name());
        }

        @Override
        public void report(CountedWindow window) {
            key.reports++;
            Counts expected = new Counts();
            long[] texts = {0};
            key.counted
                    .subMap(window.endMillis() - key.sizes.sizeMillis(), window.endMillis())
                    .values()
                    .forEach(list -> list.stream().filter(this::counts).forEach(each -> {
                        COUNTER.addShared(each, expected);
                        COUNTER.addOwn(each, shadow, expected);
                        texts[0] += each.predicted() == null ? 0 : 1;
                    }));
            Counts actual = window.counts().copy();
            actual.add(CountLayout.tally(Tally.LATE), -actual.count(CountLayout.tally(Tally.LATE)));
            String name = shadow.name() + " " + window.endMillis() + " revision " + window.revision();
            if (!actual.equals(expected)) {
                key.wrong.add(name);
            }
            // Quantiles are of whole parts, which may reach beyond the window.
            if (window.sketches().scores().getN() < texts[0]) {
                key.wrong.add(name + " has too few quantiles");
            }
            if (window.revision() == 0) {
                ends.add(window.endMillis());
            } else if (revisions.merge(window.endMillis(), 1, Integer::sum) != window.revision()) {
                key.wrong.add(name + " after " + revisions.get(window.endMillis()));
            }
        }
    }

    private static Observation observation(Random random, long at, int shadows) {
        String shadow = SHADOWS.get(random.nextInt(shadows)).name();
        Observation observation = switch (random.nextInt(6)) {
            case 0 -> agreed(at);
            case 1 -> disagreed(at);
            case 2 -> labelled(at, random.nextInt(2), random.nextBoolean() ? 1 : -1);
            case 3 -> labelledBoth(at, random.nextInt(2), random.nextBoolean() ? 1 : -1);
            default -> predicted("id-" + at, at, random.nextBoolean());
        };
        return Observations.of(shadow, observation);
    }

    @Property(tries = 500)
    void every_report_is_the_sum_of_what_has_come_for_its_window(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int slides,
            @ForAll @IntRange(max = 300) int lateness,
            @ForAll @IntRange(min = 1, max = 4) int shadows) {
        // Given: texts in some disorder, comparisons and labels behind them, pauses, and a watermark that is sometimes
        // wrong
        Random random = new Random(seed);
        long slide = random.nextLong(1, 21);
        Key key = new Key(
                new WindowSizes(
                        Duration.ofMillis(slides * slide), Duration.ofMillis(slide), Duration.ofMillis(lateness)),
                shadows);
        long time = random.nextInt(1000);
        // When
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(8);
            long at = Math.max(0, time - random.nextInt(40) - (random.nextInt(15) == 0 ? random.nextInt(600) : 0));
            key.add(observation(random, at, shadows));
            if (random.nextInt(4) == 0) {
                key.advance(time - random.nextInt(30), random);
            }
            if (random.nextInt(10) == 0) {
                key.shadows.forEach(each -> each.windows.reportRevisions(each));
            }
        }
        long end = time + 10_000;
        for (Shadow each : key.shadows) {
            each.windows.advance(each, end, Long.MAX_VALUE);
            each.windows.reportRevisions(each);
        }
        // Then
        assertThat(key.wrong).isEmpty();
        assertThat(key.reports).isPositive();
        assertThat(key.shadows)
                .allSatisfy(each -> assertThat(each.ends).isSorted().doesNotHaveDuplicates());
        // And: nothing is left in the end
        long next = end;
        while (next != Sliding.NONE) {
            long now = next;
            key.shadows.forEach(each -> each.windows.forgetRevisions(each, now));
            next = key.predictions.mergeAndForget(key.windows(), now);
        }
        assertThat(key.store.panes().times()).isEmpty();
        assertThat(key.store.parts().times()).isEmpty();
        assertThat(key.store.retained().times()).isEmpty();
        assertThat(key.store.retainedSketches().times()).isEmpty();
        assertThat(key.shadows).allSatisfy(each -> {
            assertThat(each.store.panes().times()).isEmpty();
            assertThat(each.store.retained().times()).isEmpty();
            assertThat(each.store.revisions().times()).isEmpty();
        });
    }
}
