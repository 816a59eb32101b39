package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepairSetsTest {

    @Test
    void small_sets_come_first_and_equal_sizes_in_the_order_of_the_repairs() {
        RepairSets sets = new RepairSets(Set.of(Repair.KEEP_URLS, Repair.CLEANUP, Repair.CASE));
        List<Set<Repair>> all = new ArrayList<>();
        sets.forEachRemaining(all::add);

        assertThat(all)
                .containsExactly(
                        EnumSet.of(Repair.CLEANUP),
                        EnumSet.of(Repair.CASE),
                        EnumSet.of(Repair.KEEP_URLS),
                        EnumSet.of(Repair.CLEANUP, Repair.CASE),
                        EnumSet.of(Repair.CLEANUP, Repair.KEEP_URLS),
                        EnumSet.of(Repair.CASE, Repair.KEEP_URLS),
                        EnumSet.of(Repair.CLEANUP, Repair.CASE, Repair.KEEP_URLS));
        assertThatThrownBy(sets::next).isInstanceOf(NoSuchElementException.class);
    }

    @Property(tries = 100)
    void every_set_comes_once_and_never_before_a_smaller_one(@ForAll @Size(max = 9) Set<Repair> repairs) {
        RepairSets sets = new RepairSets(repairs);
        List<Set<Repair>> all = new ArrayList<>();
        while (sets.hasNext()) {
            int size = sets.nextSize();
            Set<Repair> next = sets.next();
            assertThat(next).hasSize(size).isSubsetOf(repairs);
            all.add(next);
        }
        assertThat(all).hasSize((1 << repairs.size()) - 1).doesNotHaveDuplicates();
        assertThat(all).extracting(Set::size).isSorted();
    }
}
