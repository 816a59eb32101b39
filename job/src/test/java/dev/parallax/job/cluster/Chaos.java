package dev.parallax.job.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Random faults in an order drawn from a seed, each 4 to 13 s after the previous one, whether the job has recovered or
 * not. Processes are killed and restarted, or frozen and resumed, and the job is stopped with a savepoint and started
 * with another parallelism. At most one broker and one JobManager are down at a time, so that the cluster can recover.
 * For one thread.
 */
final class Chaos implements FaultRun.Fault {

    private static final int LEAST_WAIT_MILLIS = 4000;
    private static final int MOST_WAIT_MILLIS = 13_000;
    private static final int LEAST_AWAY_SECONDS = 3;
    private static final int MOST_AWAY_SECONDS = 25;
    private static final int BROKERS = 3;
    private static final int MOST_PARALLELISM = 4;

    /** A kind of fault. */
    private enum Kind {
        KILL_TASK_MANAGER,
        FREEZE_TASK_MANAGER,
        KILL_JOB_MANAGER,
        FREEZE_JOB_MANAGER,
        KILL_BROKER,
        FREEZE_BROKER,
        RESCALE
    }

    /**
     * A planned fault.
     *
     * @param waitMillis delay after the previous one
     * @param choice selects the process or the parallelism
     * @param awaySeconds how long a frozen process stays frozen, and a killed broker stays down
     */
    private record Planned(Kind kind, int waitMillis, int choice, int awaySeconds) {}

    /**
     * The end of a fault.
     *
     * @param name name of the process that is down
     */
    private record Mend(String name, long dueNanos, Step step) {}

    /** An action on a process. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    /** Stops the job and starts it with another parallelism. */
    @FunctionalInterface
    interface Rescale {
        void to(int parallelism) throws Exception;
    }

    private final List<Planned> plan = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();
    private final PriorityQueue<Mend> mends =
            new PriorityQueue<>((one, other) -> Long.compare(one.dueNanos() - other.dueNanos(), 0));
    private final KafkaCluster kafka;
    private final FlinkCluster flink;
    private final Traffic traffic;
    private final Rescale rescale;

    /**
     * @param seed seed of the faults and their times
     * @param duration approximate duration of all faults
     */
    Chaos(long seed, Duration duration, KafkaCluster kafka, FlinkCluster flink, Traffic traffic, Rescale rescale) {
        this.kafka = kafka;
        this.flink = flink;
        this.traffic = traffic;
        this.rescale = rescale;
        Random random = new Random(seed);
        for (long millis = 0; millis < duration.toMillis(); ) {
            Planned next = new Planned(
                    Kind.values()[random.nextInt(Kind.values().length)],
                    LEAST_WAIT_MILLIS + random.nextInt(MOST_WAIT_MILLIS - LEAST_WAIT_MILLIS),
                    random.nextInt(12),
                    LEAST_AWAY_SECONDS + random.nextInt(MOST_AWAY_SECONDS - LEAST_AWAY_SECONDS));
            plan.add(next);
            millis += next.waitMillis();
        }
    }

    /** The faults so far, in order. */
    String happened() {
        return String.join("; ", happened);
    }

    @Override
    public int happen() throws Exception {
        for (Planned next : plan) {
            passUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(next.waitMillis()));
            happen(next);
            System.out.println("chaos: " + happened.get(happened.size() - 1));
        }
        while (!mends.isEmpty()) {
            passUntil(mends.element().dueNanos());
        }
        for (String name : List.of("taskmanager-1", "taskmanager-2")) {
            if (!flink.process(name).alive()) {
                flink.startTaskManager(name);
            }
        }
        return traffic.next();
    }

    private void happen(Planned next) throws Exception {
        switch (next.kind()) {
            case KILL_TASK_MANAGER -> {
                String name = taskManager(next);
                endOf(name);
                flink.process(name).kill();
                flink.startTaskManager(name);
                happened.add("kill " + name);
            }
            case FREEZE_TASK_MANAGER -> {
                String name = taskManager(next);
                endOf(name);
                JavaProcess process = flink.process(name);
                process.freeze();
                away(name, next, process::wake);
                happened.add("freeze " + name + " for " + next.awaySeconds() + " s");
            }
            case KILL_JOB_MANAGER -> {
                endOfJobManagers();
                String name = flink.leadingJobManager();
                flink.process(name).kill();
                flink.startJobManager(name);
                happened.add("kill the leading JobManager");
            }
            case FREEZE_JOB_MANAGER -> {
                endOfJobManagers();
                String name = flink.leadingJobManager();
                JavaProcess process = flink.process(name);
                process.freeze();
                away(name, next, () -> wakeJobManager(name, process));
                happened.add("freeze the leading JobManager for " + next.awaySeconds() + " s");
            }
            case KILL_BROKER -> {
                endOfBrokers();
                int broker = next.choice() % BROKERS;
                kafka.kill(broker);
                away(broker(broker), next, () -> kafka.restart(broker));
                happened.add("kill broker " + broker + ", back after " + next.awaySeconds() + " s");
            }
            case FREEZE_BROKER -> {
                endOfBrokers();
                int broker = next.choice() % BROKERS;
                kafka.freeze(broker);
                away(broker(broker), next, () -> kafka.wake(broker));
                happened.add("freeze broker " + broker + " for " + next.awaySeconds() + " s");
            }
            case RESCALE -> {
                int parallelism = 1 + next.choice() % MOST_PARALLELISM;
                // A JobManager must be running to stop the job.
                while (!mends.isEmpty()) {
                    passUntil(mends.element().dueNanos());
                }
                rescale.to(parallelism);
                happened.add("stop with savepoint, start with parallelism " + parallelism);
            }
        }
    }

    private static String taskManager(Planned next) {
        return "taskmanager-" + (1 + next.choice() % 2);
    }

    private static String broker(int broker) {
        return "broker-" + broker;
    }

    /** Resumes a JobManager, which may exit if it lost its leadership while it was frozen. */
    private void wakeJobManager(String name, JavaProcess process) throws Exception {
        process.wake();
        if (!process.alive()) {
            flink.startJobManager(name);
        }
    }

    private void away(String name, Planned next, Step step) {
        mends.add(new Mend(name, System.nanoTime() + TimeUnit.SECONDS.toNanos(next.awaySeconds()), step));
    }

    private void endOfBrokers() throws Exception {
        for (int broker = 0; broker < BROKERS; broker++) {
            endOf(broker(broker));
        }
        kafka.awaitAll();
    }

    private void endOfJobManagers() throws Exception {
        endOf(FlinkCluster.JOB_MANAGER);
        endOf(FlinkCluster.STANDBY);
        for (String name : List.of(FlinkCluster.JOB_MANAGER, FlinkCluster.STANDBY)) {
            if (!flink.process(name).alive()) {
                flink.startJobManager(name);
            }
        }
    }

    /** Ends the fault of a process before another fault of it or of its kind. */
    private void endOf(String name) throws Exception {
        for (Mend mend : List.copyOf(mends)) {
            if (mend.name().equals(name)) {
                mends.remove(mend);
                mend.step().take();
            }
        }
    }

    /** Waits, and ends the faults that are due. */
    private void passUntil(long nanos) throws Exception {
        while (nanos - System.nanoTime() > 0
                || (!mends.isEmpty() && mends.element().dueNanos() - System.nanoTime() <= 0)) {
            if (!mends.isEmpty() && mends.element().dueNanos() - System.nanoTime() <= 0) {
                mends.remove().step().take();
            } else {
                LockSupport.parkNanos(Math.min(nanos - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
            }
        }
    }
}
