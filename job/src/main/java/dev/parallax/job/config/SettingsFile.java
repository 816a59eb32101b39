package dev.parallax.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML file as settings. Keys may be nested, dotted, or both; scalars are taken as they are written, so that what
 * {@code yes} or {@code 010} means is left to the option.
 */
final class SettingsFile {

    private final Path file;
    private final Problems problems;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private SettingsFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param problems takes what is wrong with single entries
     * @throws ConfigException if the file cannot be read or is not YAML
     */
    static List<Setting> read(Path file, Problems problems) {
        SettingsFile reader = new SettingsFile(file, problems);
        try (YAMLParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
            reader.document(yaml);
        } catch (JsonProcessingException e) {
            throw unusable(file + ":" + e.getLocation().getLineNr(), "is not YAML" + reason(e) + "; fix this line");
        } catch (NoSuchFileException e) {
            throw unusable(file.toString(), "must be a YAML file, and there is no such file");
        } catch (IOException e) {
            throw unusable(file.toString(), "must be a readable YAML file in UTF-8, and cannot be read: " + e);
        }
        return List.copyOf(reader.settings.values());
    }

    private static ConfigException unusable(String key, String message) {
        return new ConfigException(List.of(new Problem(key, message)));
    }

    /** The parser's own message quotes the file, which may hold secrets; the name of the problem does not. */
    private static String reason(JsonProcessingException e) {
        return e.getCause() instanceof MarkedYAMLException marked ? " (" + marked.getProblem() + ")" : "";
    }

    private void document(YAMLParser yaml) throws IOException {
        JsonToken first = yaml.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw unusable(origin(yaml), "must hold 'key: value' lines");
        }
        mapping("", yaml);
        if (yaml.nextToken() != null) {
            throw unusable(origin(yaml), "must hold one YAML document, and a second one starts here");
        }
    }

    private void mapping(String prefix, YAMLParser yaml) throws IOException {
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + yaml.currentName();
            String origin = origin(yaml);
            JsonToken value = yaml.nextToken();
            if (value == JsonToken.START_OBJECT) {
                mapping(key + ".", yaml);
            } else if (value == JsonToken.START_ARRAY) {
                sequence(key, origin, yaml);
            } else {
                String text = scalar(key, yaml);
                if (text != null) {
                    put(Setting.written(key, text, false, origin));
                }
            }
        }
    }

    private void sequence(String key, String origin, YAMLParser yaml) throws IOException {
        List<String> elements = new ArrayList<>();
        boolean good = true;
        for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            if (token.isStructStart()) {
                problems.add(new Problem(key, "must be a list of plain values, and holds a list or a mapping"));
                yaml.skipChildren();
                good = false;
                continue;
            }
            String text = scalar(key, yaml);
            good &= text != null;
            elements.add(String.valueOf(text));
        }
        if (good) {
            put(Setting.written(key, String.join(",", elements), true, origin));
        }
    }

    private @Nullable String scalar(String key, YAMLParser yaml) throws IOException {
        if (yaml.isCurrentAlias()) {
            problems.add(new Problem(key, "must be written out: YAML aliases are not supported"));
            return null;
        }
        if (yaml.currentToken() == JsonToken.VALUE_NULL) {
            problems.add(new Problem(key, "has no value: give it one, or leave the key out"));
            return null;
        }
        return yaml.getText();
    }

    private void put(Setting setting) {
        Setting before = settings.putIfAbsent(setting.key(), setting);
        if (before != null) {
            problems.add(new Problem(
                    setting.key(),
                    "must be set once, and is set at " + before.origin() + " and at " + setting.origin()));
        }
    }

    private String origin(YAMLParser yaml) {
        return file.getFileName() + ":" + yaml.currentTokenLocation().getLineNr();
    }
}
