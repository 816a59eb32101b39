package dev.parallax.evaluate;

import java.util.List;

/**
 * The class that binary F1 is about.
 *
 * @param named whether there is one
 * @param counts its counts, 0 where it is none of the classes
 */
record Positive(boolean named, ClassCounts counts) {

    /**
     * Finds it.
     *
     * @param classes counts of the classes
     * @param labels their names
     * @param name its name; empty for the second of two classes
     */
    static Positive of(List<ClassCounts> classes, List<String> labels, String name) {
        if (name.isEmpty()) {
            return classes.size() == 2 ? new Positive(true, classes.get(1)) : new Positive(false, ClassCounts.NONE);
        }
        int index = labels.indexOf(name);
        return new Positive(true, index < 0 ? ClassCounts.NONE : classes.get(index));
    }
}
