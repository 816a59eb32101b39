package dev.parallax.job.config.setting;

import dev.parallax.job.config.value.TextFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The values of placeholders: environment variables of a process, and files that it can read. Read anew at each call.
 * Safe for several threads.
 */
public final class PlaceholderContent {

    /** Gives an environment variable's value. */
    public interface Environment {
        /** The value, or {@code null} if the variable is not set. */
        @Nullable
        String variable(String name);
    }

    /** Says what is missing, to follow the option's key. It holds no content. */
    public static final class MissingException extends Exception {
        private MissingException(String message) {
            super(message);
        }
    }

    private final Environment environment;

    /** @param environment where variables come from */
    public PlaceholderContent(Environment environment) {
        this.environment = environment;
    }

    /** The values of placeholders in this process. */
    public static PlaceholderContent ofThisProcess() {
        return new PlaceholderContent(System::getenv);
    }

    /**
     * An environment variable's value, or a file's content, stripped of white space around it.
     *
     * @param kind {@code env} or {@code file}
     * @param name the variable's name, or the file's path
     * @throws MissingException if there is no such kind, variable or file, or the file is too large or cannot be read
     *     as UTF-8
     */
    public String read(String kind, String name) throws MissingException {
        return switch (kind) {
            case "env" -> variable(name);
            case "file" -> file(name);
            default ->
                throw new MissingException("holds a placeholder of an unknown kind: it must be " + Placeholders.FORMS);
        };
    }

    private String variable(String name) throws MissingException {
        String value = environment.variable(name);
        if (value == null) {
            throw new MissingException("needs the environment variable '" + name + "', which is not set");
        }
        return value;
    }

    private static String file(String name) throws MissingException {
        try {
            return TextFile.read(Path.of(name), TextFile.LARGEST_CONFIG).strip();
        } catch (NoSuchFileException e) {
            throw new MissingException("needs the file '" + name + "', which is not there");
        } catch (TextFile.TooLargeException e) {
            throw new MissingException("needs the file '" + name + "', and " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            throw new MissingException("needs the file '" + name + "', which cannot be read as UTF-8: "
                    + e.getClass().getSimpleName());
        }
    }
}
