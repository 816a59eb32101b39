package dev.parallax.job.endpoint.file;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.config.RecordConfig;
import dev.parallax.job.endpoint.DeadLetterSplitter;
import dev.parallax.job.endpoint.Endpoints;
import dev.parallax.job.endpoint.PredictionLimit;
import dev.parallax.job.files.OutputFile;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.ParseResult;
import dev.parallax.text.file.FileFormat;
import dev.parallax.text.file.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;

/**
 * Reads texts from a local file, and writes predictions to another and dead letters and, where there is a shadow,
 * disagreements to further ones beside that. The outputs grow under temporary names and get their own with
 * {@link #publish}, so that each is complete or absent.
 *
 * <p>The job must run in this process, with parallelism 1. A file that is packed with gzip is unpacked on the way. For
 * one thread.
 */
public final class FileEndpoints implements AutoCloseable {

    /** Suffix of the output's name for the file of dead letters. */
    public static final String DEAD_LETTERS_SUFFIX = ".dead-letters.jsonl";

    /** Suffix of the output's name for the file of disagreements with a Spark NLP pipeline. */
    public static final String DISAGREEMENTS_SUFFIX = ".disagreements.jsonl";

    private static final int BUFFER_BYTES = 65_536;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoints endpoints;
    private final OutputFile predictions;
    private final OutputFile deadLetters;
    private final Optional<OutputFile> disagreements;
    private final List<String> notices;

    /**
     * The output files.
     *
     * @param predictions file of predictions
     * @param deadLetters file of dead letters
     * @param disagreements file of disagreements, where there is a shadow
     */
    public record Outputs(Path predictions, Path deadLetters, Optional<Path> disagreements) {

        /** A file of predictions, with those of dead letters and, with a shadow, disagreements beside it. */
        public static Outputs beside(Path predictions, boolean shadow) {
            return new Outputs(
                    predictions,
                    sibling(predictions, DEAD_LETTERS_SUFFIX),
                    shadow ? Optional.of(sibling(predictions, DISAGREEMENTS_SUFFIX)) : Optional.empty());
        }

        /** The file beside another that has its name and a suffix. */
        public static Path sibling(Path file, String suffix) {
            return file.resolveSibling(file.getFileName() + suffix);
        }
    }

    /**
     * The numbers of results that were written.
     *
     * @param predictions predictions written
     * @param deadLetters dead letters written, by their reasons
     * @param disagreements disagreements written, where there is a shadow
     */
    public record Written(long predictions, Map<String, Long> deadLetters, OptionalLong disagreements) {

        /** Texts that were read: each is a prediction or a dead letter. */
        public long read() {
            return predictions + letters();
        }

        /** Dead letters of all reasons. */
        public long letters() {
            return deadLetters.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private FileEndpoints(
            InputFile looked,
            RecordConfig records,
            OutputFile predictions,
            OutputFile deadLetters,
            Optional<OutputFile> disagreements)
            throws IOException {
        Path input = looked.path();
        this.notices = looked.notices();
        this.predictions = predictions;
        this.deadLetters = deadLetters;
        this.disagreements = disagreements;
        LineFormat lines = new LineFormat(
                String.valueOf(input.getFileName()),
                Files.getLastModifiedTime(input).toMillis(),
                new LineParser(looked.format(), records));
        // Flink's own enumerator leaves out files whose names begin with a dot or an underscore.
        FileSource<ParseResult> source = FileSource.forRecordStreamFormat(
                        lines,
                        org.apache.flink.core.fs.Path.fromLocalFile(
                                input.toRealPath().toFile()))
                .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(path -> true))
                .build();
        this.endpoints = new Endpoints(
                source,
                // Lines of a file are in no order of time: nothing is late before its end.
                WatermarkStrategy.<ParseResult>noWatermarks()
                        .withTimestampAssigner((parsed, file) -> parsed.timestampMillis()),
                new LinesSink<>(sink(predictions), new PredictionJson(records.includeText())),
                new LinesSink<>(sink(deadLetters), new DeadLetterJson()),
                disagreements.map(
                        file -> new LinesSink<Comparison>(sink(file), new DisagreementJson(records.includeText()))),
                Optional.empty(),
                PredictionLimit.none(),
                DeadLetterSplitter.none());
    }

    private static LinesFile sink(OutputFile file) {
        return new LinesFile(file.inWork().toString(), file.path().toString());
    }

    /**
     * Endpoints for a file and what is made of it. That the files may be used, and go together, was checked.
     *
     * @param input file to read
     * @param format how its lines are written
     * @param outputs files to write, replaced if they are there
     * @param records field names, limits and what predictions hold
     * @throws IOException if the input is no regular file, or an output cannot be begun
     */
    public static FileEndpoints open(Path input, FileFormat format, Outputs outputs, RecordConfig records)
            throws IOException {
        if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
            throw new IOException("The input must be a regular file that can be read, and " + input + " is none");
        }
        InputFile looked = InputFile.of(input, format);
        List<OutputFile> begun = new ArrayList<>();
        try {
            OutputFile predictions = begin(outputs.predictions(), begun);
            OutputFile deadLetters = begin(outputs.deadLetters(), begun);
            Optional<OutputFile> disagreements = outputs.disagreements().isPresent()
                    ? Optional.of(begin(outputs.disagreements().get(), begun))
                    : Optional.empty();
            return new FileEndpoints(looked, records, predictions, deadLetters, disagreements);
        } catch (IOException | RuntimeException e) {
            for (OutputFile file : begun) {
                file.close();
            }
            throw e;
        }
    }

    private static OutputFile begin(Path path, List<OutputFile> begun) throws IOException {
        OutputFile file = OutputFile.begin(path);
        begun.add(file);
        return file;
    }

    /** Sentences for a human about what in the input is likely not meant so. */
    public List<String> notices() {
        return notices;
    }

    /** The sources and sinks of the topology. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /**
     * Gives the outputs their names; to be called once, after the job finished well.
     *
     * @return what they hold
     * @throws IOException if a file cannot be read or moved
     */
    public Written publish() throws IOException {
        OptionalLong compared =
                disagreements.isPresent() ? OptionalLong.of(lines(disagreements.get())) : OptionalLong.empty();
        Written written = new Written(lines(predictions), reasons(deadLetters), compared);
        deadLetters.publish();
        if (disagreements.isPresent()) {
            disagreements.get().publish();
        }
        predictions.publish();
        return written;
    }

    private static long lines(OutputFile file) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file.inWork())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    private static Map<String, Long> reasons(OutputFile file) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file.inWork())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                counts.merge(JSON.readTree(line).path("reason").asText(), 1L, Long::sum);
            }
        }
        return counts;
    }

    /**
     * Deletes outputs that were not published.
     *
     * @throws IOException if a file cannot be deleted
     */
    @Override
    public void close() throws IOException {
        predictions.close();
        deadLetters.close();
        if (disagreements.isPresent()) {
            disagreements.get().close();
        }
    }
}
