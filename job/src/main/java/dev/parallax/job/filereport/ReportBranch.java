package dev.parallax.job.filereport;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.filereport.candidate.Candidate;
import dev.parallax.job.filereport.candidate.CandidateFunction;
import dev.parallax.job.filereport.candidate.Candidates;
import dev.parallax.job.filereport.code.ClassifierClass;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.Tally;
import dev.parallax.job.filereport.page.ReportPage;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.ShadowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The branch of a job that runs candidates on every text and counts the results, and that writes a report when the job
 * has ended. The job must run in this process. For one thread.
 */
public final class ReportBranch {

    /** Largest number of texts in flight. */
    private static final int CAPACITY = 32;

    private final String input;
    private final ServingOptions serving;
    private final ShadowOptions options;
    private final ModelBundle model;
    private final List<Candidate> candidates;
    private final Path counts;

    /**
     * @param input name of the input
     * @param serving the primary's model, with its folder on this machine
     * @param options options of the shadow
     * @param tryCandidates whether candidates are run
     * @param counts temporary file for the counts
     * @throws dev.parallax.encode.EncodingException if the model's tokenizer is not BERT's WordPiece
     */
    public ReportBranch(
            String input, ServingOptions serving, ShadowOptions options, boolean tryCandidates, Path counts) {
        this.input = input;
        this.serving = serving;
        this.options = options;
        this.counts = counts;
        this.model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        this.candidates = tryCandidates
                ? Candidates.of(
                        options.pipeline(),
                        options.choice(),
                        BertWordPiece.of(model.tokenizer()).lowercase(),
                        model.maxLength())
                : List.of();
    }

    /**
     * Adds the branch to the job.
     *
     * @param comparisons stream with one comparison for each text
     * @param rowTimeout longest time for which a row may wait for the model
     */
    public void append(DataStream<Comparison> comparisons, Duration rowTimeout) {
        Tally empty = new Tally(
                List.of(model.labels()), options.pipeline().documentAssembler().cleanupMode(), candidates.size());
        AsyncDataStream.unorderedWait(
                        comparisons,
                        new CandidateFunction(serving, options, candidates, rowTimeout),
                        rowTimeout.toMillis(),
                        TimeUnit.MILLISECONDS,
                        CAPACITY)
                .name("Candidates")
                .uid("report-candidates")
                .sinkTo(new TallySink(empty, counts))
                .name("Report")
                .uid("report");
    }

    /**
     * Writes the report of a job that has finished.
     *
     * @param deadLetters records that were not classified, by reason
     * @throws IOException if the counts cannot be read or the report cannot be written
     */
    public void write(ReportFiles files, Map<String, Long> deadLetters) throws IOException {
        Report report = new Report(
                input,
                model.id(),
                ClassifierClass.of(model.modelType()),
                Candidate.asItIs(options.pipeline(), options.choice()),
                candidates,
                Tally.of(Files.readAllBytes(counts)),
                deadLetters);
        files.write(ReportPage.of(report), ReportJson.of(report));
    }
}
