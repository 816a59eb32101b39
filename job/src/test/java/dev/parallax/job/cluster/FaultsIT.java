package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.pipeline.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the job jar on clusters whose processes are killed one after the other. */
@Tag("cluster")
class FaultsIT {

    private static final int RECORDS = Integer.getInteger("parallax.cluster.records", 50_000);
    private static final int PER_SECOND = Integer.getInteger("parallax.cluster.rate", 1000);

    private static final String ENDLESS = "[{documentAssembler: {}}, {regexTokenizer: {pattern: '(x+x+)+\\1y| '}}, "
            + "{bertForSequenceClassification: {caseSensitive: true}}]";

    @Test
    void every_record_has_one_result_and_is_counted_once_whatever_dies() throws Exception {
        try (FaultRun run = new FaultRun("faults", RECORDS, PER_SECOND)) {
            faults(run);
            assertThat(run.threads()).anyMatch(name -> name.startsWith("parallax-shadow"));
            run.stop();
            Await.until(
                    "no thread of the job is left in a TaskManager",
                    () -> run.threads().isEmpty());
            run.assertExactlyOnce();
        }
    }

    private static void faults(FaultRun run) throws Exception {
        Path jar = run.jar();
        Path another = run.anotherBuild();
        run.during("nothing but 1 % poison, as in all rows", false, run.nothing());
        run.during("`kill -9` of a TaskManager that has tasks; a new one is started", false, run.killTaskManager());
        run.during("`kill -9` of the JobManager; a new one is started", false, run.killJobManager());
        run.during(
                "`kill -9` of a broker that leads; it comes back after the job has recovered", false, run.killBroker());
        run.during(
                "stop with savepoint, start with parallelism 4 instead of 2",
                false,
                run.restart(jar, 4, JobFile.PIPELINE));
        run.during(
                "stop with savepoint, start from another build of the jar",
                false,
                run.restart(another, 4, JobFile.PIPELINE));
        run.restart(another, 4, ENDLESS).happen();
        run.during("the shadow hangs: its tokenizer's pattern never ends on 1 % of the texts", true, run.nothing());
        run.during(
                "stop with savepoint while it hangs, start with a pattern that ends",
                false,
                run.restart(jar, 2, JobFile.PIPELINE));
    }
}
