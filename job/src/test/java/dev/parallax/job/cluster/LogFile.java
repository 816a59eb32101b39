package dev.parallax.job.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log configuration of the processes, with the same output as that of a distribution. */
final class LogFile {

    private static final String CONFIGURATION = """
            status = error
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = Console
            appender.console.type = Console
            appender.console.name = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
            """;

    private LogFile() {}

    /** The JVM's option, for a configuration in this folder. */
    static String option(Path folder) {
        Path file = folder.resolve("log4j2.properties");
        try {
            Files.writeString(file, CONFIGURATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-Dlog4j2.configurationFile=" + file.toUri();
    }
}
