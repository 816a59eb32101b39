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
 * that came after that is counted as received and never as joined. State of a text: some 250 bytes.
 */
public final class LabelJoinFunction extends KeyedCoProcessFunction<String, Observation, TrueLabel, Observation> {

    private final ServingOptions serving;
    private final Duration retention;
    private transient @Nullable ObservedClasses classes;
    private transient @Nullable ValueState<LabelledText> texts;
    private transient Counter received = new SimpleCounter();
    private transient Counter joined = new SimpleCounter();

    /**
     * @param serving the primary's model, whose folder names its classes
     * @param retention how long a text waits for its label, and a label for its text
     */
    public LabelJoinFunction(ServingOptions serving, Duration retention) {
        this.serving = serving;
        this.retention = retention;
    }

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        classes = new ObservedClasses(model.labels());
        ValueStateDescriptor<LabelledText> descriptor =
                new ValueStateDescriptor<>("text", TypeInformation.of(LabelledText.class));
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
        if (observation.predicted() != null) {
            settle(known().withPrediction(observation, observation.predicted()), out);
        } else if (observation.compared() != null) {
            settle(known().withComparison(observation.compared()), out);
        }
    }

    @Override
    public void processElement2(TrueLabel label, Context context, Collector<Observation> out) {
        received.inc();
        settle(known().withLabel(label), out);
    }

    private LabelledText known() {
        LabelledText known = texts == null ? null : KeyedValue.read(texts);
        return known == null ? LabelledText.NOTHING : known;
    }

    private void settle(LabelledText text, Collector<Observation> out) {
        if (texts == null || classes == null) {
            throw new IllegalStateException("The function is not open");
        }
        List<Observation> news = text.pending(classes);
        news.forEach(out::collect);
        if (!news.isEmpty()) {
            joined.inc();
        }
        KeyedValue.write(texts, text.acknowledged(classes));
    }
}
