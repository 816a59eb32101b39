package dev.parallax.job.model;

import dev.parallax.infer.model.ModelException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A jar on Maven Central, and the ways to get at it without Maven's own classes.
 *
 * @param group group id
 * @param artifact artifact id
 * @param version version
 */
record MavenArtifact(String group, String artifact, String version) {

    /** System property that names a folder of jars, looked into first. */
    static final String FOLDER_PROPERTY = "parallax.encoders";

    private static final String COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
    private static final long MINUTES_TO_DOWNLOAD = 15;

    /**
     * Finds the jar: in the folder that the system property {@value #FOLDER_PROPERTY} names, in the local Maven
     * repository, or else by running Maven, which downloads it.
     *
     * @param maven the command that runs Maven
     * @param downloads a folder for the download
     * @throws ModelException if it is in neither place and Maven fails
     */
    Path jar(String maven, Path downloads) {
        Optional<Path> here = local();
        return here.isPresent() ? here.get() : download(maven, downloads);
    }

    /** The jar, if it lies in one of the two folders. */
    Optional<Path> local() {
        return places().stream().filter(Files::isRegularFile).findFirst();
    }

    private List<Path> places() {
        String repository = System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        Path inRepository = Path.of(repository, group.split("\\."))
                .resolve(artifact)
                .resolve(version)
                .resolve(fileName());
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        return folder.isBlank()
                ? List.of(inRepository)
                : List.of(Path.of(folder).resolve(fileName()), inRepository);
    }

    private String fileName() {
        return artifact + "-" + version + ".jar";
    }

    private Path download(String maven, Path downloads) {
        List<String> command =
                List.of(maven, "-q", "-B", COPY_GOAL, "-Dartifact=" + this + ":jar", "-DoutputDirectory=" + downloads);
        String sought =
                "The artifact " + this + " is not in " + places() + ", and '" + String.join(" ", command) + "' ";
        try {
            Path output = Files.createTempFile("parallax-maven", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(MINUTES_TO_DOWNLOAD, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new ModelException(sought + "was not done after " + MINUTES_TO_DOWNLOAD + " minutes");
                }
                Path jar = downloads.resolve(fileName());
                if (process.exitValue() != 0 || !Files.isRegularFile(jar)) {
                    throw new ModelException(sought + "ended with status " + process.exitValue()
                            + " and made no " + jar.getFileName() + ": "
                            + Files.readString(output, Charset.defaultCharset()).strip());
                }
                return jar;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ModelException(sought + "cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(sought + "was interrupted", e);
        }
    }

    /** The coordinates as Maven writes them. */
    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
