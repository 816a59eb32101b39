package dev.parallax.job.endpoint.preflight;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** The message for a missing right on a resource of Kafka. */
final class MissingRight {

    private MissingRight() {}

    /**
     * The message for an option.
     *
     * @param operation the right
     * @param resource what it is missing on, with its kind
     * @param principal options that name the user that needs it
     */
    static String text(AclOperation operation, String resource, String principal) {
        return "needs the right " + name(operation) + " on " + resource + ", and the user of kafka.* and " + principal
                + " does not have it";
    }

    /** An operation as Kafka's documentation writes it, for one {@code DescribeConfigs}. */
    static String name(AclOperation operation) {
        return Stream.of(operation.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
