package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.KeyedValue;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.CountsSerializer;
import dev.parallax.evaluate.window.Sketches;
import dev.parallax.evaluate.window.SketchesSerializer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** The history of the current key in Flink's keyed state. Savepoints find states by their names, which never change. */
final class KeyedHistoryStore implements HistoryStore {

    private final ValueState<KeyFacts> facts;
    private final ValueState<PageHinkley> pageHinkley;
    private final ValueState<Adwin> adwin;
    private final ValueState<Counts> baseline;
    private final ValueState<Sketches> baselineSketches;

    /**
     * @param context where the state is
     * @param ending the last part of the states' names, different for each store of an operator
     */
    KeyedHistoryStore(RuntimeContext context, String ending) {
        facts = value(context, "facts" + ending, KeyFacts.class);
        pageHinkley = value(context, "page-hinkley" + ending, PageHinkley.class);
        adwin = value(context, "adwin" + ending, Adwin.class);
        baseline = context.getState(new ValueStateDescriptor<>("baseline" + ending, CountsSerializer.INSTANCE));
        baselineSketches =
                context.getState(new ValueStateDescriptor<>("baseline-sketches" + ending, SketchesSerializer.INSTANCE));
    }

    private static <T> ValueState<T> value(RuntimeContext context, String name, Class<T> type) {
        return context.getState(new ValueStateDescriptor<>(name, TypeInformation.of(type)));
    }

    @Override
    public KeyFacts facts() {
        KeyFacts known = KeyedValue.read(facts);
        return known == null ? new KeyFacts() : known;
    }

    @Override
    public void put(KeyFacts value) {
        KeyedValue.write(facts, value);
    }

    @Override
    public PageHinkley pageHinkley() {
        PageHinkley known = KeyedValue.read(pageHinkley);
        return known == null ? new PageHinkley() : known;
    }

    @Override
    public void put(PageHinkley test) {
        KeyedValue.write(pageHinkley, test);
    }

    @Override
    public Adwin adwin() {
        Adwin known = KeyedValue.read(adwin);
        return known == null ? new Adwin() : known;
    }

    @Override
    public void put(Adwin value) {
        KeyedValue.write(adwin, value);
    }

    @Override
    public @Nullable Counts baseline() {
        return KeyedValue.read(baseline);
    }

    @Override
    public @Nullable Sketches baselineSketches() {
        return KeyedValue.read(baselineSketches);
    }

    @Override
    public void putBaseline(Counts counts, Sketches sketches) {
        KeyedValue.write(baseline, counts);
        KeyedValue.write(baselineSketches, sketches);
    }
}
