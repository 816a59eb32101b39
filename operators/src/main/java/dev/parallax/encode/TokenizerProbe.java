package dev.parallax.encode;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Utils;
import dev.parallax.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a tokenizer in a child process first if it may crash the process, once for each tokenizer content. That takes
 * about a second. A tokenizer of which all parts are known to be safe is not run.
 *
 * <p>The system property {@value #PROPERTY} with the value {@code off} disables the probe where no process can be
 * started. A text other than those of {@link ProbeTexts} may still crash a process after a successful probe.
 */
final class TokenizerProbe {

    static final String PROPERTY = "parallax.tokenizer-probe";

    private static final Logger LOG = LoggerFactory.getLogger(TokenizerProbe.class);
    private static final long SECONDS = 120;
    private static final int SIGNALLED = 128;
    private static final int HEAP_MEGABYTES = 128;
    private static final int HEAP_BY_SIZE = 8;
    private static final int LONGEST_WORDS = 300;

    /**
     * Parts of the library's error output that do not describe the tokenizer: thread ids, folders of the build machine,
     * the kind of exit.
     */
    private static final Pattern NOISE = Pattern.compile(
            "thread '<unnamed>' (\\(\\d+\\) )?|/\\S*/registry/src/[^/ ]+/|stack backtrace:.*|fatal runtime error:.*");

    /** Results of probes by the SHA-256 of the tokenizer: the fault, or empty if there is none. */
    private static final Map<String, Optional<String>> TRIED = new ConcurrentHashMap<>();

    private TokenizerProbe() {}

    /**
     * Checks that a tokenizer does not crash the process.
     *
     * @throws EncodingException if it would, with the texts on which it does
     * @throws IllegalStateException if the probe is needed and cannot be run
     */
    static void require(TokenizerFile file) {
        TokenizerShape shape = new TokenizerShape(file.root());
        shape.fault().ifPresent(fault -> {
            throw new EncodingException("The tokenizer " + file + " cannot be used: " + fault);
        });
        Optional<String> unproven = shape.unproven();
        if (unproven.isEmpty()) {
            return;
        }
        if ("off".equals(System.getProperty(PROPERTY))) {
            LOG.warn(
                    "The tokenizer {} has {}, and is not probed because {} is off: a text may crash this process",
                    file,
                    unproven.get(),
                    PROPERTY);
            return;
        }
        ProbeInput input = ProbeInput.of(file);
        TRIED.computeIfAbsent(Sha256.of(input.bytes()), ignored -> trial(file, unproven.get(), input))
                .ifPresent(fault -> {
                    throw new EncodingException("The tokenizer " + file + " cannot be used: " + fault);
                });
    }

    private static Optional<String> trial(TokenizerFile file, String unproven, ProbeInput input) {
        try {
            return run(input);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The tokenizer " + file + " has " + unproven
                            + ", which may crash the process, and cannot be probed in a child "
                            + "process: " + e.getMessage()
                            + ". The system property " + PROPERTY + "=off disables the probe",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the tokenizer " + file + " was tried", e);
        }
    }

    private static Optional<String> run(ProbeInput input) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("parallax-probe");
        Path said = folder.resolve("said");
        Path errors = folder.resolve("errors");
        Path given = folder.resolve("given");
        try {
            Files.write(given, input.bytes());
            ProcessBuilder builder = new ProcessBuilder(command(input.bytes().length))
                    .directory(folder.toFile())
                    .redirectInput(given.toFile())
                    .redirectOutput(said.toFile())
                    .redirectError(errors.toFile());
            for (String options : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
                builder.environment().remove(options);
            }
            Process process = builder.start();
            boolean ended;
            try {
                ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            } finally {
                process.destroyForcibly();
            }
            int status = process.waitFor();
            List<String> lines = lines(said);
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (last.equals(ProbeProcess.ALIVE)) {
                return Optional.empty();
            }
            if (last.startsWith(ProbeProcess.EMPTY)) {
                return Optional.of(input.empty(Integer.parseInt(last.substring(ProbeProcess.EMPTY.length()))));
            }
            if (!ended) {
                return Optional.of("the tokenizer library did not finish within " + SECONDS + " s on " + last);
            }
            if (status > SIGNALLED && !last.isEmpty()) {
                return Optional.of("the tokenizer library crashes its process (status " + status + ") on " + last + ": "
                        + words(errors));
            }
            throw new IOException("it ended with the status " + status + " and said: " + words(errors));
        } finally {
            for (Path file : List.of(said, errors, given, folder)) {
                deleteWithContent(file);
            }
        }
    }

    /** Deletes a file or a folder with its files: a crashed process may leave a crash log. */
    private static void deleteWithContent(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            try (var left = Files.list(file)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    private static List<String> lines(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** The library's last error message, without hints on how to get more detail. */
    private static String words(Path file) throws IOException {
        String all = String.join(
                " ",
                lines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("note:") && !line.startsWith("SLF4J"))
                        .map(String::strip)
                        .toList());
        String words = NOISE.matcher(all).replaceAll("");
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    }

    private static List<String> command(int bytes) throws IOException {
        long heap = HEAP_MEGABYTES + (((long) HEAP_BY_SIZE * bytes) >> 20);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                classPath(),
                ProbeProcess.class.getName());
    }

    /**
     * The jars and folders of this class and of the library's classes; these are files even if a cluster loaded the
     * classes from a job's jar.
     */
    private static String classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed :
                List.<Class<?>>of(ProbeProcess.class, TokenizersLibrary.class, Utils.class, LoggerFactory.class)) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                throw new IOException("the file of " + needed.getName() + " is not known");
            }
            try {
                places.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException("the file of " + needed.getName() + " is none: " + source.getLocation(), e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    /**
     * The input of the child process.
     *
     * @param bytes bytes of its standard input
     * @param normalized added tokens that the tokenizer normalises
     */
    record ProbeInput(byte[] bytes, List<String> normalized) {

        static ProbeInput of(TokenizerFile file) {
            List<String> normalized = file.normalizedTokens();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                write(out, file.withTruncation(HuggingFaceEncoder.UNLIMITED));
                write(out, file.withNormalizerAlone());
                write(out, normalized);
                write(out, file.patterns());
            } catch (IOException e) {
                throw new IllegalStateException("An array in memory could not be written", e);
            }
            return new ProbeInput(bytes.toByteArray(), normalized);
        }

        private static void write(DataOutputStream out, List<String> strings) throws IOException {
            out.writeInt(strings.size());
            for (String string : strings) {
                write(out, string);
            }
        }

        private static void write(DataOutputStream out, String string) throws IOException {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }

        String empty(int place) {
            String token = normalized.get(place);
            StringBuilder shown = new StringBuilder();
            token.codePoints()
                    .forEach(character ->
                            shown.append(shown.isEmpty() ? "" : " ").append(String.format("U+%04X", character)));
            return "the added token " + shown
                    + " is normalized, and the normalizer makes it empty: the tokenizer library would find it "
                    + "within characters and crash its process. Set 'normalized' of that token to false";
        }
    }
}
