package dev.parallax.job.config.value;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong, so that one start reports all of them. For one thread. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Adds a problem. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** Adds problems in their order. */
    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Adds a wrong value unless {@code right} holds. */
    public void check(boolean right, Option<?> option, Object value, String expected) {
        if (!right) {
            add(Problem.wrong(option.key(), value, expected));
        }
    }

    /** Number of problems so far. */
    public int count() {
        return found.size();
    }

    /** Problems in the order they were found. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    /**
     * Ends with all problems at once, if there are any.
     *
     * @throws ConfigException if there is a problem
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
