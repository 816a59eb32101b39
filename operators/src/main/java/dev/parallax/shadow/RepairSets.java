package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * All sets of some repairs but the empty one: small ones first, and those of the same size in the order of their
 * earliest members. Made one at a time: there are 2<sup>n</sup> - 1.
 */
final class RepairSets implements Iterator<Set<Repair>> {

    private final List<Repair> repairs;
    /** Places of the next set's members, ascending. */
    private int[] places = {};

    private boolean more;

    RepairSets(Set<Repair> repairs) {
        this.repairs = new ArrayList<>(repairs);
        this.repairs.sort(null);
        this.more = advance();
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    @Override
    public Set<Repair> next() {
        if (!more) {
            throw new NoSuchElementException("All sets of " + repairs.size() + " repairs were given");
        }
        Set<Repair> set = EnumSet.noneOf(Repair.class);
        for (int place : places) {
            set.add(repairs.get(place));
        }
        more = advance();
        return set;
    }

    /** Number of members of the next set. */
    int nextSize() {
        return places.length;
    }

    private boolean advance() {
        int size = places.length;
        for (int i = size - 1; i >= 0; i--) {
            if (places[i] < repairs.size() - size + i) {
                places[i]++;
                for (int j = i + 1; j < size; j++) {
                    places[j] = places[j - 1] + 1;
                }
                return true;
            }
        }
        places = new int[size + 1];
        for (int i = 0; i <= size; i++) {
            places[i] = i;
        }
        return places.length <= repairs.size();
    }
}
