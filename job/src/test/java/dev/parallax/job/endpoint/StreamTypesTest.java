package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.EncodedText;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.observation.JoinState;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.TrueLabel;
import dev.parallax.evaluate.window.Revising;
import dev.parallax.evaluate.window.Revision;
import dev.parallax.evaluate.window.Waiting;
import dev.parallax.infer.Classified;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.filereport.candidate.CandidateVerdicts;
import dev.parallax.job.filereport.candidate.Verdict;
import dev.parallax.job.wire.Reports;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.io.IOException;
import java.util.List;
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

class StreamTypesTest {

    private static final Observation PREDICTED = new Observation(
            "7", "en", "", 5, new Observation.Predicted(1, 0.9f, 12, 1, true, true, "positive"), null, null, null);
    private static final Observation COMPARED = new Observation(
            "7",
            "",
            "spark-nlp",
            5,
            null,
            new Observation.Compared(1, 0, Comparison.Outcome.DISAGREED, 9, true, 1),
            null,
            null);
    private static final Observation LABELLED =
            new Observation("7", "", "", 5, null, null, new Observation.Labelled(1, -1, 1000, -1), null);
    private static final Observation LABELLED_BOTH =
            new Observation("7", "", "spark-nlp", 5, null, null, null, new Observation.LabelledBoth(1, 0, 1, -1));

    static Stream<Object> values() {
        return Stream.of(
                new Header("name", new byte[] {0, -1}),
                new Header("name", null),
                Records.RAW,
                Records.TOMBSTONE,
                Records.TEXT,
                Records.UNLABELLED,
                Records.LETTER,
                new ParseResult(Records.TEXT, null),
                new ParseResult(null, Records.LETTER),
                Encoding.of(1, 2, 3),
                new Encoding(new int[] {1}, new int[] {0}, new int[] {0}, 9),
                new EncodedText(Records.TEXT, Encoding.of()),
                new ModelId("sentiment", "0123456789abcdef"),
                Records.PREDICTION,
                Records.SCORED,
                Records.SCORED.inSample(),
                new Classified(Records.SCORED, null),
                new Classified(null, Records.LETTER),
                Records.COMPARISON,
                Comparison.skipped(Records.SCORED, "too much to do"),
                Records.COMPARISON.diff(),
                Records.COMPARISON.diff().segments().get(0),
                Records.COMPARISON.attribution(),
                Records.COMPARISON.shadow(),
                Records.COMPARISON.classes().get(0),
                PREDICTED,
                PREDICTED.predicted(),
                COMPARED,
                COMPARED.compared(),
                LABELLED,
                LABELLED_BOTH,
                LABELLED.labelled(),
                LABELLED_BOTH.labelledBoth(),
                new TrueLabel("7", "positive", 5),
                new JoinState(
                        PREDICTED, List.of(new JoinState.Answer("spark-nlp", 0)), new TrueLabel("7", "positive", 5)),
                JoinState.EMPTY,
                new JoinState.Answer("spark-nlp", 0),
                new Revision(3, true),
                new Waiting(3, 4),
                new Revising(3),
                MetricValue.of("agreement.rate", 0.5),
                MetricValue.undefined("mcnemar.pValue", "no labels"),
                Reports.REPORT,
                Reports.REPORT.counts().get(0),
                Reports.REPORT.matrix().get(0),
                Reports.REPORT.causes().get(0),
                Reports.REPORT.distributions().get(0),
                Reports.REPORT.detectors().get(0),
                Reports.REPORT.reference(),
                Reports.ALERT,
                new Verdict(Comparison.Outcome.AGREED, false),
                new CandidateVerdicts(Records.COMPARISON, List.of(new Verdict(Comparison.Outcome.NO_CLASS, true))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_stream_type_is_serialised_field_by_field_and_never_by_kryo(Object value) throws IOException {
        // Given
        Configuration withoutKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        // When
        TypeSerializer<Object> serializer = serializer(value, new SerializerConfigImpl(withoutKryo));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        Object read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        // Then
        assertThat(serializer).isInstanceOf(PojoSerializer.class);
        assertThat(read).isEqualTo(value);
        assertThat(serializer.copy(value)).isEqualTo(value);
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Object value, SerializerConfigImpl config) {
        return ((TypeInformation<Object>) TypeInformation.of(value.getClass())).createSerializer(config);
    }

    static Stream<Class<?>> all() {
        return Stream.of(
                ParseResult.class,
                TextRecord.class,
                RawRecord.class,
                DeadLetter.class,
                Header.class,
                EncodedText.class,
                Encoding.class,
                ScoredText.class,
                Prediction.class,
                Classified.class,
                Comparison.class,
                EncodingDiff.class,
                EncodingDiff.Segment.class,
                Attribution.class,
                ShadowAnswer.class,
                ClassAnnotation.class,
                Observation.class,
                Observation.Predicted.class,
                Observation.Compared.class,
                Observation.Labelled.class,
                TrueLabel.class,
                JoinState.class,
                JoinState.Answer.class,
                Revision.class,
                Waiting.class,
                Revising.class,
                MetricValue.class,
                QualityReport.class,
                QualityReport.NamedCount.class,
                QualityReport.Cell.class,
                QualityReport.CauseCount.class,
                QualityReport.Distribution.class,
                QualityReport.Detector.class,
                QualityReport.Reference.class,
                Alert.class,
                Verdict.class,
                CandidateVerdicts.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_stream_type_is_among_the_values(Class<?> type) {
        assertThat(values()).hasAtLeastOneElementOfType(type);
    }
}
