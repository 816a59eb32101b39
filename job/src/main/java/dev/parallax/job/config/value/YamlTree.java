package dev.parallax.job.config.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A YAML document or a part of it. Scalars are text as they are written, so that what {@code yes} or {@code 010} means
 * is left to the caller; every part knows where it stands. Immutable.
 */
public sealed interface YamlTree {

    /** The position of the node, for messages: {@code file.yaml:12}. */
    String origin();

    /** The kind of the node, for messages. */
    String kind();

    /** The same in one line of YAML. */
    String flow();

    /**
     * A plain value.
     *
     * @param text what is written, without quotes
     */
    record Scalar(String text, String origin) implements YamlTree {
        @Override
        public String kind() {
            return "a plain value";
        }

        @Override
        public String flow() {
            return quoted(text);
        }

        /** The origin: the text may be a secret. */
        @Override
        public String toString() {
            return "Scalar[" + origin + "]";
        }
    }

    /** A list. */
    record Sequence(List<YamlTree> elements, String origin) implements YamlTree {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public String flow() {
            return elements.stream().map(YamlTree::flow).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A mapping, its entries as they are written: a key may come twice. */
    record Mapping(List<Entry> entries, String origin) implements YamlTree {
        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public String flow() {
            return entries.stream()
                    .map(entry -> quoted(entry.key()) + ": " + entry.value().flow())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * A node without a usable value: it is empty, or an alias.
     *
     * @param reason what is wrong with it and what would be right, to follow its key
     */
    record Unusable(String reason, String origin) implements YamlTree {
        @Override
        public String kind() {
            return "no value";
        }

        @Override
        public String flow() {
            return "null";
        }
    }

    /**
     * An entry of a mapping.
     *
     * @param key its key
     * @param value its value
     * @param origin where the key stands
     */
    record Entry(String key, YamlTree value, String origin) {}

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
