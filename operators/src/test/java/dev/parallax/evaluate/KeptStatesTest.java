package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.alert.AlertState;
import dev.parallax.evaluate.observation.JoinState;
import dev.parallax.evaluate.observation.Observations;
import dev.parallax.evaluate.observation.TrueLabel;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.Revising;
import dev.parallax.evaluate.window.Revision;
import dev.parallax.evaluate.window.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeptStatesTest {

    static Stream<Object> states() {
        SplittableRandom random = new SplittableRandom(1);
        PageHinkley pageHinkley = new PageHinkley();
        Adwin adwin = new Adwin();
        for (int i = 0; i < 5000; i++) {
            boolean one = random.nextDouble() < 0.2;
            pageHinkley.add(one, PageHinkley.Options.DEFAULT);
            adwin.add(one, Adwin.DEFAULT_DELTA);
        }
        AlertRule rule = new AlertRule(
                "low", "agreement.rate", Comparison.BELOW, 0.9, 0.92, 60_000, 100, Severity.CRITICAL, "book");
        return Stream.of(
                new PageHinkley(),
                pageHinkley,
                new Adwin(),
                adwin,
                rule,
                AlertState.initial(rule),
                new AlertState(rule, 3, 2, true),
                Observations.predicted(12),
                Observations.disagreed(12),
                Observations.labelled(12, 1, -1),
                Observations.labelledBoth(12, 1, -1),
                new TrueLabel("id", "positive", 12),
                new Revision(2, true),
                new Waiting(12, 34),
                new Revising(56),
                JoinState.EMPTY,
                new JoinState(
                        Observations.predicted(12),
                        List.of(new JoinState.Answer("spark-nlp", 1), new JoinState.Answer("other", 0)),
                        new TrueLabel("id", "positive", 12)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void what_a_key_keeps_is_serialised_field_by_field_and_never_by_kryo(Object state) throws IOException {
        // Given
        Configuration withoutKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        // When
        TypeSerializer<Object> serializer = serializer(state, new SerializerConfigImpl(withoutKryo));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        Object read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        // Then
        assertThat(serializer).isInstanceOf(PojoSerializer.class);
        assertThat(read).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(serializer.copy(state)).isEqualTo(state);
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Object value, SerializerConfigImpl config) {
        return ((TypeInformation<Object>) TypeInformation.of(value.getClass())).createSerializer(config);
    }
}
