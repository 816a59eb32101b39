package dev.parallax.train.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.text.JsonNames;
import dev.parallax.text.file.FileFormat;
import dev.parallax.text.file.InputFile;
import dev.parallax.text.file.TabSeparated;
import dev.parallax.text.file.TabbedLine;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of labelled texts in UTF-8, plain or compressed with gzip: lines of {@link FileFormat#TSV},
 * {@link FileFormat#TSV_ESCAPED} or {@link FileFormat#JSON} with {@code label} and {@code text}. Blank lines and a
 * header line are skipped, but count as lines.
 *
 * @param path path of the file
 * @param rows its examples in the file's order, at least one
 * @param notices warnings for the user about what is probably a mistake
 */
public record LabelledFile(Path path, List<LabelledExample> rows, List<String> notices) {

    /** Number of lines that are inspected to detect the format. */
    private static final int PROBE_LINES = 200;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private record Line(int number, String text) {}

    /** Copies the rows. */
    public LabelledFile {
        rows = List.copyOf(rows);
        notices = List.copyOf(notices);
    }

    /** As {@link #read(Path, FileFormat)}, with the format detected from the file's name or first line. */
    public static LabelledFile read(Path path) {
        return read(path, FileFormat.AUTO);
    }

    /**
     * Reads a file.
     *
     * @param asked the configured format
     * @throws TrainingException if it cannot be read, has no example, or has an invalid line
     */
    public static LabelledFile read(Path path, FileFormat asked) {
        List<LabelledExample> rows = new ArrayList<>();
        List<String> notices;
        try (TextLines lines = TextLines.open(path)) {
            List<Line> first = new ArrayList<>();
            for (Line line = next(lines); line != null; line = first.size() < PROBE_LINES ? next(lines) : null) {
                first.add(line);
            }
            InputFile file =
                    InputFile.of(path, asked, first.stream().map(Line::text).toList());
            notices = file.notices();
            if (file.format().tabbed()
                    && !first.isEmpty()
                    && TabSeparated.isHeader(first.get(0).text())) {
                first.remove(0);
            }
            first.forEach(line -> rows.add(example(file, line)));
            for (Line line = next(lines); line != null; line = next(lines)) {
                rows.add(example(file, line));
            }
        } catch (IOException e) {
            throw new TrainingException("The labelled data cannot be read: " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new TrainingException(path + " holds no example: expected lines label<TAB>text or JSON lines");
        }
        return new LabelledFile(path, rows, notices);
    }

    private static @Nullable Line next(TextLines lines) throws IOException {
        String text = lines.next();
        return text == null ? null : new Line(Math.toIntExact(lines.number()), text);
    }

    /** The file's name without its folders. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    private static LabelledExample example(InputFile file, Line line) {
        return file.format() == FileFormat.JSON
                ? fromJson(file.path(), line.number, line.text)
                : fromTabbed(file, line.number, line.text);
    }

    private static LabelledExample fromTabbed(InputFile file, int number, String line) {
        TabbedLine tabbed =
                TabbedLine.of(line).orElseThrow(() -> bad(file.path(), number, "has no tab: expected label<TAB>text"));
        String text = tabbed.text(file.format())
                .orElseThrow(() ->
                        bad(file.path(), number, "has an unknown escape in its text: expected \\\\, \\t, \\r or \\n"));
        return example(file.path(), number, tabbed.label(), text);
    }

    private static LabelledExample fromJson(Path path, int number, String line) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new TrainingException(
                    path + " line " + number + " is broken JSON: " + e.getOriginalMessage()
                            + ", expected one object on each line",
                    e);
        }
        if (!object.isObject()) {
            throw bad(path, number, "is a JSON " + object.getNodeType() + ": expected an object with label and text");
        }
        JsonNode text = object.path("text");
        if (!text.isTextual()) {
            throw bad(path, number, "has " + text.getNodeType() + " for 'text': expected a JSON string");
        }
        JsonNode label = object.path("label");
        return example(
                path,
                number,
                JsonNames.label(label)
                        .orElseThrow(() -> bad(
                                path,
                                number,
                                "has " + label.getNodeType()
                                        + " for 'label': expected a JSON string, an integer or a boolean")),
                text.textValue());
    }

    private static LabelledExample example(Path path, int number, String label, String text) {
        if (label.isBlank()) {
            throw bad(path, number, "has an empty label");
        }
        if (text.isBlank()) {
            throw bad(path, number, "has an empty text");
        }
        return new LabelledExample(label, text, number);
    }

    private static TrainingException bad(Path path, int number, String what) {
        return new TrainingException(path + " line " + number + " " + what);
    }
}
