package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.ParseResult;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * The sources and sinks of the topology.
 *
 * @param source gives records, read as texts as far as they can be
 * @param watermarks event time of the source's records
 * @param predictions takes texts with predictions
 * @param deadLetters takes records that could not be classified
 * @param disagreements takes texts to which a Spark NLP pipeline answers otherwise, where there is a place for them
 * @param quality sinks of quality reports and alerts; empty where there are none
 * @param predictionLimit which predictions their sink takes
 * @param letterParts what dead letters have to become for their sink to take them
 */
public record Endpoints(
        Source<ParseResult, ?, ?> source,
        WatermarkStrategy<ParseResult> watermarks,
        Sink<ScoredText> predictions,
        Sink<DeadLetter> deadLetters,
        Optional<Sink<Comparison>> disagreements,
        Optional<QualityEndpoints> quality,
        PredictionLimit predictionLimit,
        DeadLetterSplitter letterParts) {}
