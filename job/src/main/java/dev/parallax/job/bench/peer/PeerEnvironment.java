package dev.parallax.job.bench.peer;

import dev.parallax.job.model.ModelCache;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The places where other programs are looked for and installed.
 *
 * @param checkout folder of a checkout of Parallax, which has the runner of Spark NLP; empty for a released jar
 * @param path folders of programs, as the variable {@code PATH} has them
 * @param cache folder for what is installed
 * @param mavenArguments further arguments of Maven
 */
public record PeerEnvironment(Optional<Path> checkout, String path, Path cache, List<String> mavenArguments) {

    /** System property in which the launcher names the checkout. */
    static final String CHECKOUT = "parallax.checkout";

    /** Copies the arguments. */
    public PeerEnvironment {
        mavenArguments = List.copyOf(mavenArguments);
    }

    /** The places of this process. */
    public static PeerEnvironment ofThisProcess() {
        return new PeerEnvironment(
                Optional.ofNullable(System.getProperty(CHECKOUT)).map(Path::of),
                Objects.requireNonNullElse(System.getenv("PATH"), ""),
                ModelCache.folder(),
                words(Objects.requireNonNullElse(System.getenv("PARALLAX_MAVEN_ARGS"), "")));
    }

    private static List<String> words(String arguments) {
        return Arrays.stream(arguments.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * The first program of a name in the folders of {@link #path}.
     *
     * @throws PeerException if there is none
     */
    Path program(String name) throws PeerException {
        return find(name).orElseThrow(() -> new PeerException("no program " + name + " on the PATH"));
    }

    /** The first program of a name in the folders of {@link #path}, if there is one. */
    Optional<Path> find(String name) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath().resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** A process with the same {@link #path}, which has not begun. */
    ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PATH", path);
        return process;
    }
}
