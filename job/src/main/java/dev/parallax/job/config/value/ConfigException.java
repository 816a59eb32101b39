package dev.parallax.job.config.value;

import java.util.List;
import java.util.stream.Collectors;

/** Says all that is wrong with the configuration, one problem a line. Its message holds no secrets. */
public final class ConfigException extends RuntimeException {

    private final transient List<Problem> problems;

    /** @param problems what is wrong, at least one thing */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
