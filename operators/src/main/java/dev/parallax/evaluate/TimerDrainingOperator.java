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
 * A keyed process operator that fires its processing-time timers when its input ends, because sources are at their end
 * or the job is stopped and drained. (Flink drops these timers then.) {@link QualityFunction} runs in it, so that the
 * last windows are reported although their comparisons never came, and revisions that are due are reported too.
 */
final class TimerDrainingOperator extends KeyedProcessOperator<String, Observation, QualityReport>
        implements BoundedOneInput {

    private static final long serialVersionUID = 1;

    /** Name of a function's timers in Flink's operator. */
    private static final String TIMERS = "user-timers";

    TimerDrainingOperator(QualityFunction function) {
        super(function);
    }

    /** A timer that has not fired yet. */
    private record Due(String key, long time) {}

    /**
     * Fires timers until none is left. A timer may register another one: that of a window which waits behind another
     * does.
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
