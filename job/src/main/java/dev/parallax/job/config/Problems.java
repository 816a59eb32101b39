package dev.parallax.job.config;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong, so that one start tells of everything. For one thread. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Adds a problem. */
    void add(Problem problem) {
        found.add(problem);
    }

    /** Adds problems in their order. */
    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Adds a wrong value unless {@code right} holds. */
    void check(boolean right, Option<?> option, Object value, String expected) {
        if (!right) {
            add(Problem.wrong(option.key(), value, expected));
        }
    }

    /** Number of problems so far. */
    int count() {
        return found.size();
    }

    /** Problems in the order they were found. */
    List<Problem> found() {
        return List.copyOf(found);
    }

    /** @throws ConfigException if there is a problem */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
