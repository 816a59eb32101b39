package dev.parallax.job.config.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML as a tree. */
public final class YamlFile {

    private final YAMLParser yaml;
    private final IntFunction<String> origins;

    private YamlFile(YAMLParser yaml, IntFunction<String> origins) {
        this.yaml = yaml;
        this.origins = origins;
    }

    /**
     * Reads a file of {@code key: value} lines; an empty one has none.
     *
     * @throws ConfigException if the file cannot be read, is not YAML, or holds something else
     */
    public static YamlTree.Mapping read(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            YamlTree document = document(TextFile.read(file, TextFile.LARGEST_CONFIG), line -> name + ":" + line);
            if (document instanceof YamlTree.Mapping mapping) {
                return mapping;
            }
            if (document instanceof YamlTree.Unusable) {
                return new YamlTree.Mapping(List.of(), document.origin());
            }
            throw unusable(document.origin(), "must hold 'key: value' lines");
        } catch (JsonProcessingException e) {
            throw unusable(file + ":" + e.getLocation().getLineNr(), "is not YAML" + reason(e) + "; fix this line");
        } catch (NoSuchFileException e) {
            throw unusable(file.toString(), "must be a YAML file, and there is no such file");
        } catch (TextFile.TooLargeException e) {
            throw unusable(file.toString(), "must be a YAML file, and " + e.getMessage());
        } catch (IOException e) {
            throw unusable(file.toString(), "must be a readable YAML file in UTF-8, and cannot be read: " + e);
        }
    }

    /**
     * Reads YAML out of a value.
     *
     * @param origin where the value stands
     * @throws ConfigException if it is not YAML
     */
    public static YamlTree parse(String key, String text, String origin) {
        try {
            return document(text, line -> origin);
        } catch (IOException e) {
            throw unusable(key + " (" + origin + ")", "must be YAML in one line, such as [{tokenizer: {}}]");
        }
    }

    private static ConfigException unusable(String key, String message) {
        return new ConfigException(List.of(new Problem(key, message)));
    }

    /**
     * The parser's own message quotes the file, which may hold secrets; the name of the problem does not, but where a
     * value is taken for a tag.
     */
    private static String reason(JsonProcessingException e) {
        if (!(e.getCause() instanceof MarkedYAMLException marked)) {
            return "";
        }
        return String.valueOf(marked.getProblem()).startsWith("found undefined tag handle")
                ? " (found a tag that is not defined: a value that begins with ! must be in quotes)"
                : " (" + marked.getProblem() + ")";
    }

    private static YamlTree document(String text, IntFunction<String> origins) throws IOException {
        try (YAMLParser yaml = new YAMLFactory().createParser(text)) {
            YamlFile file = new YamlFile(yaml, origins);
            if (yaml.nextToken() == null) {
                return new YamlTree.Unusable("is empty", origins.apply(1));
            }
            YamlTree tree = file.value();
            if (yaml.nextToken() != null) {
                throw unusable(file.origin(), "must hold one YAML document, and a second one starts here");
            }
            return tree;
        }
    }

    /** The value that starts at the current token. */
    private YamlTree value() throws IOException {
        String origin = origin();
        if (yaml.isCurrentAlias()) {
            return new YamlTree.Unusable("must be written out: YAML aliases are not supported", origin);
        }
        return switch (yaml.currentToken()) {
            case START_OBJECT -> mapping(origin);
            case START_ARRAY -> sequence(origin);
            case VALUE_NULL -> new YamlTree.Unusable("has no value: give it one, or leave the key out", origin);
            default -> new YamlTree.Scalar(yaml.getText(), origin);
        };
    }

    private YamlTree mapping(String origin) throws IOException {
        List<YamlTree.Entry> entries = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String key = yaml.currentName();
            String place = origin();
            yaml.nextToken();
            entries.add(new YamlTree.Entry(key, value(), place));
        }
        return new YamlTree.Mapping(List.copyOf(entries), origin);
    }

    private YamlTree sequence(String origin) throws IOException {
        List<YamlTree> elements = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return new YamlTree.Sequence(List.copyOf(elements), origin);
    }

    private String origin() {
        return origins.apply(yaml.currentTokenLocation().getLineNr());
    }
}
