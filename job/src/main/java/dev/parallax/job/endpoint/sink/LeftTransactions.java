package dev.parallax.job.endpoint.sink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that a failed attempt may have left open under ids that the restored checkpoint lists as "to be
 * committed".
 *
 * <p>Why there are any. Checkpoint N lists an id; its transaction is committed when N completes, and the id is given
 * out again, for the transaction of checkpoint N + 1. If the attempt dies before N + 1 completes, the connector's
 * writer leaves the id alone after the restore, since the checkpoint lists it, and the committer finds that its own
 * transaction is over. What is open under the id stays open until the same writer happens to use it again, or for
 * {@code transaction.timeout.ms}; until then no reader with {@code read_committed} gets beyond it.
 *
 * <p>Why it is safe to abort them at the writer's first snapshot, and not before or after. Flink takes a checkpoint
 * only when all tasks are running; a task runs only when its committer has committed what the checkpoint lists or has
 * found that it cannot; and until its own first snapshot the writer gives out no id that the checkpoint lists. So at
 * this moment none of these ids belongs to a transaction that is still to be committed, or to one of this attempt,
 * whatever the parallelism and the prefix are now. Other jobs' ids are in no checkpoint of this one. A job that was
 * started from a savepoint of another one, which runs on, shares ids with it: so only transactions that write to this
 * sink's topic are aborted, which the connector would do as well.
 */
final class LeftTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(LeftTransactions.class);

    private final Set<String> ids;
    private final String topic;

    /**
     * @param recovered states of a writer, as restored
     * @param topic where it writes to
     */
    LeftTransactions(Collection<KafkaWriterState> recovered, String topic) {
        this.ids = recovered.stream()
                .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
                .map(CheckpointTransaction::getTransactionalId)
                .collect(Collectors.toCollection(TreeSet::new));
        this.topic = topic;
    }

    /** Whether there may be some. */
    boolean any() {
        return !ids.isEmpty();
    }

    /**
     * Aborts those that are open, once: later calls find nothing. Those that may not be described or aborted are logged
     * and left.
     *
     * @return how many were
     * @throws IOException if Kafka does not answer; the task fails with it, and tries again when it is restarted
     */
    int abort(Admin admin) throws IOException {
        try {
            List<String> open = open(admin);
            int aborted = open.isEmpty() ? 0 : abort(open, admin);
            ids.clear();
            return aborted;
        } catch (ExecutionException e) {
            throw new IOException(
                    "Transactions that an earlier attempt left open in topic '" + topic
                            + "' must be aborted, and cannot: their ids are " + ids + ", and Kafka says "
                            + e.getCause(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while transactions of an earlier attempt are aborted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private List<String> open(Admin admin) throws ExecutionException, InterruptedException {
        var descriptions = admin.describeTransactions(ids);
        List<String> open = new ArrayList<>();
        for (String id : ids) {
            try {
                TransactionDescription transaction =
                        descriptions.description(id).get();
                if (transaction.state() == TransactionState.ONGOING
                        && transaction.topicPartitions().stream()
                                .anyMatch(partition -> partition.topic().equals(topic))) {
                    open.add(id);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TransactionalIdNotFoundException) {
                    LOG.debug("Kafka does not know the transactional id {} any more", id);
                } else {
                    requireForbidden(e, "described", "Describe", id);
                }
            }
        }
        return open;
    }

    private int abort(List<String> open, Admin admin) throws ExecutionException, InterruptedException {
        List<String> aborted = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> fenced :
                admin.fenceProducers(open).fencedProducers().entrySet()) {
            try {
                fenced.getValue().get();
                aborted.add(fenced.getKey());
            } catch (ExecutionException e) {
                requireForbidden(e, "aborted", "Write", fenced.getKey());
            }
        }
        LOG.warn(
                "Aborted {} transactions in topic '{}' that an earlier attempt left open: {}",
                aborted.size(),
                topic,
                aborted);
        return aborted.size();
    }

    private void requireForbidden(ExecutionException failure, String what, String right, String id)
            throws ExecutionException {
        if (!(failure.getCause() instanceof AuthorizationException)) {
            throw failure;
        }
        LOG.warn(
                "The transaction that an earlier attempt may have left open in topic '{}' cannot be {}: the"
                        + " right {} on the"
                        + " transactional id '{}' is missing. Readers with read_committed stand until"
                        + " transaction.timeout.ms is"
                        + " over",
                topic,
                what,
                right,
                id);
    }
}
