package dev.parallax.job.command;

import dev.parallax.job.endpoint.file.FileEndpoints.Outputs;
import dev.parallax.job.endpoint.file.FileEndpoints.Written;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last output line of {@code offline}: records read, files written, and dead letters by reason. */
final class OfflineSummary {

    private OfflineSummary() {}

    /**
     * Formats the line.
     *
     * @param outputs files of the results, unless they were written for a report only
     * @param report file of the report, if any
     */
    static String of(Path input, Optional<Outputs> outputs, Optional<Path> report, Written written) {
        StringBuilder line = new StringBuilder("offline: read " + count(written.read(), "text") + " from " + input);
        line.append("; wrote ").append(count(written.predictions(), "prediction"));
        outputs.ifPresent(to -> line.append(" to ").append(to.predictions()));
        line.append(", ").append(count(written.letters(), "dead letter"));
        outputs.ifPresent(to -> line.append(" to ").append(to.deadLetters()));
        if (written.letters() > 0) {
            line.append(written.deadLetters().entrySet().stream()
                    .map(reason -> reason.getKey() + " " + reason.getValue())
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        written.disagreements().ifPresent(disagreements -> {
            line.append(", ").append(count(disagreements, "disagreement"));
            outputs.flatMap(Outputs::disagreements)
                    .ifPresent(file -> line.append(" to ").append(file));
        });
        report.ifPresent(file -> line.append("; report in ").append(file));
        return line.toString();
    }

    /** A count with its noun in singular or plural. */
    static String count(long count, String what) {
        return count(count, what, what + "s");
    }

    /** A count with its noun in singular or plural, where the plural is not formed by an s. */
    static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
