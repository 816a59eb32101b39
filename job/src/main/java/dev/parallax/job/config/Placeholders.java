package dev.parallax.job.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fills in <code>${env:NAME}</code> with an environment variable and <code>${file:/path}</code> with a file's content,
 * stripped of white space around it. <code>$${</code> stands for <code>${</code>. What was filled in is not read again.
 */
final class Placeholders {

    private static final String OPEN = "${";
    private static final String FORMS = "${env:NAME} or ${file:/path}; write $${ for a plain ${";

    /** Gives an environment variable's value. */
    interface Environment {
        /** The value, or {@code null} if the variable is not set. */
        @Nullable
        String variable(String name);
    }

    private final Environment environment;

    /** @param environment where variables come from */
    Placeholders(Environment environment) {
        this.environment = environment;
    }

    /** The value filled in; what cannot be filled in becomes a problem and stays as it is. */
    String resolve(String key, String written, Problems problems) {
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        for (int open = written.indexOf(OPEN); open >= 0; open = written.indexOf(OPEN, from)) {
            if (open > from && written.charAt(open - 1) == '$') {
                resolved.append(written, from, open - 1).append(OPEN);
                from = open + OPEN.length();
                continue;
            }
            resolved.append(written, from, open);
            int close = written.indexOf('}', open);
            if (close < 0) {
                problems.add(new Problem(key, "holds ${ without }: a placeholder must be " + FORMS));
                return written;
            }
            resolved.append(content(key, written.substring(open + OPEN.length(), close), problems));
            from = close + 1;
        }
        return resolved.append(written, from, written.length()).toString();
    }

    private String content(String key, String placeholder, Problems problems) {
        int colon = placeholder.indexOf(':');
        String kind = placeholder.substring(0, Math.max(colon, 0));
        String name = placeholder.substring(colon + 1);
        UnaryOperator<String> wrong = message -> {
            problems.add(new Problem(key, message));
            return OPEN + placeholder + "}";
        };
        if (kind.equals("env")) {
            String value = environment.variable(name);
            return value != null
                    ? value
                    : wrong.apply("needs the environment variable '" + name + "', which is not set");
        }
        if (!kind.equals("file")) {
            return wrong.apply("holds a placeholder of an unknown kind: it must be " + FORMS);
        }
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (NoSuchFileException e) {
            return wrong.apply("needs the file '" + name + "', which is not there");
        } catch (IOException | InvalidPathException e) {
            return wrong.apply("needs the file '" + name + "', which cannot be read as UTF-8: "
                    + e.getClass().getSimpleName());
        }
    }
}
