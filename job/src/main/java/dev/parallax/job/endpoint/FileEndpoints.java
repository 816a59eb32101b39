package dev.parallax.job.endpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.config.RecordConfig;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;

/**
 * Reads texts from a local file, and writes predictions to another and dead letters and, where there is a shadow,
 * disagreements to further ones beside that. The outputs
 * grow under temporary names and get their own with {@link #publish}, so that each is complete or absent.
 *
 * <p>The job must run in this process, with parallelism 1. A file whose name ends in {@code .gz} is unpacked on the way;
 * its format must be named. For one thread.
 */
public final class FileEndpoints implements AutoCloseable {

    /** What is added to the output's name for the file of dead letters. */
    public static final String DEAD_LETTERS_SUFFIX = ".dead-letters.jsonl";

    /** What is added to the output's name for the file of disagreements with a Spark NLP pipeline. */
    public static final String DISAGREEMENTS_SUFFIX = ".disagreements.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoints endpoints;
    private final Path predictions;
    private final Path deadLetters;
    private final Path disagreements;
    private final Path predictionsInWork;
    private final Path deadLettersInWork;
    private final Path disagreementsInWork;

    private FileEndpoints(Path input, FileFormat format, Path output, RecordConfig records) throws IOException {
        this.predictions = output;
        this.deadLetters = output.resolveSibling(output.getFileName() + DEAD_LETTERS_SUFFIX);
        this.disagreements = output.resolveSibling(output.getFileName() + DISAGREEMENTS_SUFFIX);
        String inWork = "." + UUID.randomUUID() + ".incomplete";
        this.predictionsInWork = output.resolveSibling(output.getFileName() + inWork);
        this.deadLettersInWork = deadLetters.resolveSibling(deadLetters.getFileName() + inWork);
        this.disagreementsInWork = disagreements.resolveSibling(disagreements.getFileName() + inWork);
        LineFormat lines = new LineFormat(
                String.valueOf(input.getFileName()),
                Files.getLastModifiedTime(input).toMillis(),
                new LineParser(format.resolve(input), records));
        // Flink's own enumerator leaves out files whose names begin with a dot or an underscore.
        FileSource<Parsed> source = FileSource.forRecordStreamFormat(
                        lines, org.apache.flink.core.fs.Path.fromLocalFile(input.toFile()))
                .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(path -> true))
                .build();
        this.endpoints = new Endpoints(
                source,
                // Lines of a file are in no order of time: nothing is late before its end.
                WatermarkStrategy.<Parsed>noWatermarks()
                        .withTimestampAssigner((parsed, file) -> parsed.timestampMillis()),
                new LinesSink<>(predictionsInWork.toString(), new PredictionJson(records.includeText())),
                new LinesSink<>(deadLettersInWork.toString(), new DeadLetterJson()),
                Optional.of(new LinesSink<Comparison>(
                        disagreementsInWork.toString(), new DisagreementJson(records.includeText()))),
                Optional.empty(),
                PredictionLimit.none(),
                LetterParts.none());
    }

    /**
     * Endpoints for a file and what is made of it; nothing is written yet.
     *
     * @param input file to read
     * @param format how its lines are written
     * @param output file to write predictions to, replaced if it is there
     * @param records field names, limits and what predictions hold
     * @throws IOException if the input cannot be read, or the output's folder not be written to
     */
    public static FileEndpoints open(Path input, FileFormat format, Path output, RecordConfig records)
            throws IOException {
        Path from = input.toAbsolutePath().normalize();
        Path to = output.toAbsolutePath().normalize();
        if (!Files.isRegularFile(from) || !Files.isReadable(from)) {
            throw new IOException("The input must be a readable file, and " + input + " is none");
        }
        Path folder = to.getParent();
        if (folder == null || Files.isDirectory(to) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException(
                    "The output must be a file in a folder that can be written to, and " + output + " is none");
        }
        if (Files.exists(to) && Files.isSameFile(from, to)) {
            throw new IOException("The output must be another file than the input, " + input);
        }
        return new FileEndpoints(from, format, to, records);
    }

    /** The file of disagreements, there after {@link #publish} if the topology has a shadow; empty if there were none. */
    public Path disagreements() {
        return disagreements;
    }

    /** What the topology reads and writes. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The file of dead letters, there after {@link #publish}; empty if there were none. */
    public Path deadLetters() {
        return deadLetters;
    }

    /**
     * Counts the dead letters by their reasons; to be called after {@link #publish}.
     *
     * @throws IOException if the file cannot be read
     */
    public Map<String, Long> deadLettersByReason() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(deadLetters)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                counts.merge(JSON.readTree(line).path("reason").asText(), 1L, Long::sum);
            }
        }
        return counts;
    }

    /**
     * Gives the outputs their names; to be called once, after the job finished well.
     *
     * @throws IOException if a file cannot be moved
     */
    public void publish() throws IOException {
        move(deadLettersInWork, deadLetters);
        if (Files.exists(disagreementsInWork)) {
            move(disagreementsInWork, disagreements);
        }
        move(predictionsInWork, predictions);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Deletes outputs that were not published.
     *
     * @throws IOException if a file cannot be deleted
     */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(predictionsInWork);
        Files.deleteIfExists(deadLettersInWork);
        Files.deleteIfExists(disagreementsInWork);
    }
}
