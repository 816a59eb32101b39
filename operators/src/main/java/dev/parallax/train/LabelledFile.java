package dev.parallax.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of labelled texts, in UTF-8.
 *
 * <p>A line is either {@code label<TAB>text}, where the text has {@code \\}, {@code \t}, {@code \r} and {@code \n} for a
 * backslash, a tab and line ends, or a JSON object with the strings {@code label} and {@code text}. A file is read as JSON
 * lines if it is named {@code *.jsonl}, {@code *.ndjson} or {@code *.json}, or if its first line that is not blank begins
 * with an opening brace. Blank lines count but hold no example.
 *
 * @param path where the file lies
 * @param rows its examples in the file's order, at least one
 */
public record LabelledFile(Path path, List<LabelledText> rows) {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** Copies the rows. */
    public LabelledFile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @throws TrainingException if it cannot be read, holds no example, or a line is not what it should be
     */
    public static LabelledFile read(Path path) {
        List<LabelledText> rows = new ArrayList<>();
        boolean json = namedAsJson(path);
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                if (rows.isEmpty()) {
                    json |= line.stripLeading().startsWith("{");
                }
                rows.add(json ? fromJson(path, number, line) : fromTabbed(path, number, line));
            }
        } catch (CharacterCodingException e) {
            throw new TrainingException(path + " is not UTF-8: " + e, e);
        } catch (IOException e) {
            throw new TrainingException("The labelled data " + path + " cannot be read: " + e, e);
        }
        if (rows.isEmpty()) {
            throw new TrainingException(path + " holds no example: expected lines label<TAB>text or JSON lines");
        }
        return new LabelledFile(path, rows);
    }

    /** The file's name without its folders. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    private static boolean namedAsJson(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
    }

    private static LabelledText fromTabbed(Path path, int number, String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw bad(path, number, "has no tab: expected label<TAB>text");
        }
        return example(path, number, line.substring(0, tab), unescape(path, number, line.substring(tab + 1)));
    }

    private static LabelledText fromJson(Path path, int number, String line) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new TrainingException(
                    path + " line " + number + " is broken JSON: " + e.getOriginalMessage() + ", expected an object",
                    e);
        }
        if (!object.isObject()) {
            throw bad(path, number, "is a JSON " + object.getNodeType() + ": expected an object with label and text");
        }
        return example(path, number, string(path, number, object, "label"), string(path, number, object, "text"));
    }

    private static String string(Path path, int number, JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw bad(path, number, "has " + value.getNodeType() + " for '" + field + "': expected a JSON string");
        }
        return value.textValue();
    }

    private static LabelledText example(Path path, int number, String label, String text) {
        if (label.isBlank()) {
            throw bad(path, number, "has an empty label");
        }
        if (text.isBlank()) {
            throw bad(path, number, "has an empty text");
        }
        return new LabelledText(label, text, number);
    }

    private static String unescape(Path path, int number, String escaped) {
        int at = escaped.indexOf('\\');
        if (at < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length()).append(escaped, 0, at);
        while (at < escaped.length()) {
            char c = escaped.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char code = at < escaped.length() ? escaped.charAt(at++) : ' ';
            switch (code) {
                case '\\' -> text.append('\\');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'n' -> text.append('\n');
                default -> throw bad(path, number, "has an unknown escape in its text: expected \\\\, \\t, \\r or \\n");
            }
        }
        return text.toString();
    }

    private static TrainingException bad(Path path, int number, String what) {
        return new TrainingException(path + " line " + number + " " + what);
    }
}
