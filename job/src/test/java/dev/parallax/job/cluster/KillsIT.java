package dev.parallax.job.cluster;

import org.junit.jupiter.api.Test;

/** Runs the first faults of {@link FaultsIT} with fewer records, short enough for every build. */
class KillsIT {

    private static final int RECORDS = 10_000;
    private static final int PER_SECOND = 1000;

    @Test
    void every_record_has_one_result_and_is_counted_once_whichever_process_is_killed() throws Exception {
        try (FaultRun run = new FaultRun("kills", RECORDS, PER_SECOND)) {
            run.during("`kill -9` of a TaskManager", false, run.killTaskManager());
            run.during("`kill -9` of the JobManager", false, run.killJobManager());
            run.during("`kill -9` of a broker", false, run.killBroker());
            run.assertExactlyOnce();
        }
    }
}
