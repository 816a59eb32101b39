package dev.parallax.evaluate.observation;

import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.observe.MetricNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Joins predictions and comparisons with labels that come apart from them, in any order. Both inputs are keyed by the
 * text's identity. What waits is forgotten, in processing time, when nothing has come to it for the retention; a label
 * that came after that is counted as received and never as joined. A text has one state for all shadows: some 110 bytes
 * and what its id, segment and label take, and some 10 bytes and the name for the answer of each shadow.
 */
public final class LabelJoinFunction extends KeyedCoProcessFunction<String, Observation, TrueLabel, Observation> {

    private final ServingOptions serving;
    private final List<ObservedShadow> shadows;
    private final Duration retention;
    private transient @Nullable ObservedClasses classes;
    private transient @Nullable ValueState<JoinState> texts;
    private transient Counter received = new SimpleCounter();
    private transient Counter joined = new SimpleCounter();

    /**
     * @param serving the primary's model, whose folder names its classes
     * @param shadows what the primary is compared with
     * @param retention how long a text waits for its label, and a label for its text
     */
    public LabelJoinFunction(ServingOptions serving, List<ObservedShadow> shadows, Duration retention) {
        this.serving = serving;
        this.shadows = List.copyOf(shadows);
        this.retention = retention;
    }

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        classes = new ObservedClasses(model.labels());
        ValueStateDescriptor<JoinState> descriptor =
                new ValueStateDescriptor<>("text", TypeInformation.of(JoinState.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(retention)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .build());
        texts = getRuntimeContext().getState(descriptor);
        received = getRuntimeContext().getMetricGroup().counter(MetricNames.LABELS_RECEIVED);
        joined = getRuntimeContext().getMetricGroup().counter(MetricNames.LABELS_JOINED);
    }

    @Override
    public void processElement1(Observation observation, Context context, Collector<Observation> out) {
        JoinState before = known();
        if (observation.predicted() != null) {
            change(before, before.withPrediction(observation, observation.predicted()), out);
        } else if (observation.compared() != null) {
            change(before, before.withComparison(observation.shadow(), observation.compared()), out);
        }
    }

    @Override
    public void processElement2(TrueLabel label, Context context, Collector<Observation> out) {
        received.inc();
        JoinState before = known();
        change(before, before.withLabel(label), out);
    }

    private JoinState known() {
        JoinState known = texts == null ? null : KeyedValue.read(texts);
        return known == null ? JoinState.EMPTY : known;
    }

    private void change(JoinState before, JoinState now, Collector<Observation> out) {
        if (texts == null || classes == null) {
            throw new IllegalStateException("The function is not open");
        }
        now.changesSince(before, classes, shadows).forEach(out::collect);
        if (now.joinedSince(before)) {
            joined.inc();
        }
        KeyedValue.write(texts, now);
    }
}
