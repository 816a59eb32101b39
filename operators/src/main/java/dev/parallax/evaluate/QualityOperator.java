package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;

/**
 * Runs the {@link QualityFunction}. When its input ends for good, because sources are at their end or the job is
 * stopped and drained, nothing is waited for any more: what was scheduled for later is done at once, as Flink forgets
 * timers of processing time then. So windows leave whose comparisons never came, and revisions that are due.
 */
final class QualityOperator extends KeyedProcessOperator<String, Observation, QualityReport>
        implements BoundedOneInput {

    private static final long serialVersionUID = 1;

    /** Name of a function's timers in Flink's operator. */
    private static final String TIMERS = "user-timers";

    QualityOperator(QualityFunction function) {
        super(function);
    }

    /** A timer that has not fired yet. */
    private record Due(String key, long time) {}

    /**
     * Fires timers until none is left: a timer may register another one, as a window does that waits behind another.
     */
    @Override
    public void endInput() throws Exception {
        InternalTimerService<VoidNamespace> timers =
                getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        for (List<Due> due = due(timers); !due.isEmpty(); due = due(timers)) {
            for (Due each : due) {
                setCurrentKey(each.key());
                timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, each.time());
                onProcessingTime(new TimerHeapInternalTimer<>(each.time(), each.key(), VoidNamespace.INSTANCE));
            }
        }
    }

    private List<Due> due(InternalTimerService<VoidNamespace> timers) throws Exception {
        List<Due> due = new ArrayList<>();
        timers.forEachProcessingTimeTimer((namespace, time) -> due.add(new Due((String) getCurrentKey(), time)));
        due.sort(Comparator.comparingLong(Due::time));
        return due;
    }
}
