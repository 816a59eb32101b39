package dev.parallax.job.filereport.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExampleSamplerTest {

    private static TextExample example(long line, boolean proven, int variation, DivergenceCause... causes) {
        return new TextExample(
                Long.toString(line),
                line,
                "text " + line,
                0,
                null,
                causes.length == 0 ? Outcome.AGREED : Outcome.DISAGREED,
                "positive",
                900,
                "negative",
                800,
                variation,
                List.of(),
                0,
                List.of(causes),
                proven,
                proven,
                null);
    }

    private static List<TextExample> best(int number, List<TextExample> offered) {
        ExampleSampler shelf = new ExampleSampler(20);
        offered.forEach(shelf::offer);
        return shelf.best(number);
    }

    @Test
    void flips_come_before_texts_that_keep_their_label_and_proven_ones_first() {
        TextExample moved = example(1, false, 999);
        TextExample suspected = example(2, false, 900, DivergenceCause.URL);
        TextExample proven = example(3, true, 100, DivergenceCause.HYPHEN);
        assertThat(best(20, List.of(moved, suspected, proven))).containsExactly(proven, suspected, moved);
    }

    @Test
    void few_causes_rank_before_many_and_large_differences_before_small_ones() {
        TextExample two = example(1, true, 999, DivergenceCause.CASING, DivergenceCause.URL);
        TextExample small = example(2, true, 100, DivergenceCause.CASING);
        TextExample large = example(3, true, 500, DivergenceCause.CASING);
        assertThat(best(20, List.of(two, small, large))).containsExactly(large, small, two);
    }

    @Test
    void no_cause_crowds_out_the_others() {
        List<TextExample> offered = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> offered.add(example(i, true, 900, DivergenceCause.CONTRACTION)));
        offered.add(example(200, true, 1, DivergenceCause.HYPHEN));
        offered.add(example(201, true, 1, DivergenceCause.NUMBER));
        assertThat(best(20, offered))
                .hasSize(20)
                .filteredOn(example -> !example.causes().contains(DivergenceCause.CONTRACTION))
                .hasSize(2);
    }

    @Test
    void no_text_comes_twice() {
        TextExample one = example(1, true, 900, DivergenceCause.HYPHEN);
        assertThat(best(20, List.of(one, one))).containsExactly(one);
    }

    @Property(tries = 50)
    void the_order_of_texts_does_not_matter(@ForAll long seed) {
        Random random = new Random(seed);
        DivergenceCause[] causes = DivergenceCause.values();
        List<TextExample> offered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            offered.add(example(i, random.nextBoolean(), random.nextInt(5), causes[random.nextInt(5)]));
        }
        List<TextExample> best = best(20, offered);
        Collections.shuffle(offered, random);
        assertThat(best(20, offered)).isEqualTo(best);
    }
}
