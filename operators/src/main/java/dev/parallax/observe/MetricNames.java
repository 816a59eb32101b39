package dev.parallax.observe;

/**
 * Names of the metrics that Parallax adds to Flink's own. Dashboards and alert rules are written against these, so a
 * name changes only with a note in the changelog.
 */
public final class MetricNames {

    /** Metric group of everything that belongs to one model; its value is the model's name. */
    public static final String MODEL_GROUP = "model";

    /** Counter: source records that hold no text. */
    public static final String MALFORMED_RECORDS = "malformedRecords";
    /** Metric group of one optional field: {@code label}, {@code segment} or {@code timestamp}. */
    public static final String FIELD_GROUP = "field";
    /**
     * Counter, in a group {@link #FIELD_GROUP} for each: texts that have the field with a value that cannot be read.
     */
    public static final String IGNORED_FIELDS = "ignoredFields";
    /** Counter: texts that the tokenizer rejected. */
    public static final String ENCODING_FAILURES = "encodingFailures";
    /** Counter: texts that were truncated to the model's maximum length. */
    public static final String TRUNCATED_TEXTS = "truncatedTexts";
    /** Histogram: token ids of a text, special ones included. */
    public static final String TOKENS_PER_TEXT = "tokensPerText";

    /** Counter: texts that got a prediction. */
    public static final String RECORDS_CLASSIFIED = "recordsClassified";
    /** Counter: texts that failed in the model or timed out. */
    public static final String RECORDS_FAILED = "recordsFailed";
    /** Histogram, microseconds: from the arrival of a text at the operator to its prediction. */
    public static final String CLASSIFY_LATENCY_MICROS = "classifyLatencyMicros";
    /** Histogram, milliseconds: from the source record's timestamp to its prediction. */
    public static final String END_TO_END_LATENCY_MILLIS = "endToEndLatencyMillis";
    /** Gauge: texts that one parallel instance has passed to the model and that have no result yet. */
    public static final String TEXTS_IN_FLIGHT = "textsInFlight";
    /**
     * Gauge: texts in flight divided by the capacity of the instance; near 1 the instance is full and causes
     * backpressure.
     */
    public static final String IN_FLIGHT_OCCUPANCY = "inFlightOccupancy";

    /** Gauge: batches run since the model was loaded. */
    public static final String BATCHES = "batches";
    /** Gauge: batches run, in a group {@link #REASON_GROUP} for each {@code BatchReason}. */
    public static final String BATCHES_BY_REASON = "batchesLeft";
    /** Metric group of one reason for which a batch was run or a record became a dead letter. */
    public static final String REASON_GROUP = "reason";
    /** Gauge: batches that failed and were split. */
    public static final String BATCHES_SPLIT = "batchesSplit";
    /** Histogram: rows of a batch. */
    public static final String ROWS_PER_BATCH = "rowsPerBatch";
    /** Histogram: rows times longest row of a batch. */
    public static final String PADDED_TOKENS_PER_BATCH = "paddedTokensPerBatch";
    /** Gauge: padded tokens divided by tokens, over all batches so far; 1 means no padding. */
    public static final String PADDING_RATIO = "paddingRatio";
    /** Histogram, microseconds: from submission to the start of the batch. */
    public static final String QUEUE_WAIT_MICROS = "queueWaitMicros";
    /** Histogram, microseconds: one run of the model. */
    public static final String INFERENCE_MICROS = "inferenceMicros";
    /** Gauge: texts waiting for a batch. */
    public static final String QUEUE_LENGTH = "queueLength";
    /**
     * Gauge: largest change of a text's logits caused by padding and other texts of its batch, measured when the model
     * was loaded.
     */
    public static final String BATCH_DEPENDENCE = "batchDependence";

    /** Counter: transactions that an earlier attempt left open and a recovery aborted. */
    public static final String TRANSACTIONS_ABORTED = "transactionsAborted";
    /** Gauge: seconds for which consumers with {@code read_committed} have been blocked before records that exist. */
    public static final String READERS_HELD_BACK_SECONDS = "readersHeldBackSeconds";
    /** Gauge: consecutive checkpoints with which these consumers made no progress. */
    public static final String READERS_HELD_BACK_CHECKPOINTS = "readersHeldBackCheckpoints";

    /** Counter: texts whose prediction is larger than the topic accepts. */
    public static final String PREDICTIONS_TOO_LARGE = "predictionsTooLarge";
    /** Counter: dead letters of all stages, in a group {@link #REASON_GROUP} for each {@code DeadLetter.Reason}. */
    public static final String DEAD_LETTERS = "deadLetters";
    /** Counter: dead letters that are larger than the topic accepts and are therefore written in parts. */
    public static final String DEAD_LETTERS_IN_PARTS = "deadLettersInParts";
    /**
     * Counter: disagreements that are larger than the topic accepts and are therefore written without text or pieces.
     */
    public static final String DISAGREEMENTS_SHORTENED = "disagreementsShortened";
    /**
     * Counter: disagreements that are dropped because they are larger than the topic accepts even without text and
     * pieces.
     */
    public static final String DISAGREEMENTS_TOO_LARGE = "disagreementsTooLarge";

    /** Counter: reports and alerts that are dropped because they are larger than the topic accepts. */
    public static final String REPORTS_TOO_LARGE = "reportsTooLarge";
    /**
     * Counter: results written with the time of writing because the topic would reject or delete them by the input's
     * timestamp.
     */
    public static final String TIMESTAMPS_REPLACED = "timestampsReplaced";
    /**
     * Counter: results whose input is older than, or close to, the retention time of the topic;
     * {@link #TIMESTAMPS_REPLACED} includes them.
     */
    public static final String RESULTS_BEYOND_RETENTION = "resultsBeyondRetention";

    /** Metric group of the shadow, within the group of its model; for reports its value is the shadow's name. */
    public static final String SHADOW_GROUP = "shadow";
    /** Metric group of one of several heads; its value is the head's name. */
    public static final String HEAD_GROUP = "head";
    /** Counter, in a group {@link #SHADOW_GROUP} outside of the model's group: texts that are not in the sample. */
    public static final String TEXTS_UNSAMPLED = "textsUnsampled";
    /** Counter: texts for which the answers of primary and shadow were compared. */
    public static final String TEXTS_COMPARED = "textsCompared";
    /** Counter: compared texts that Spark NLP encodes as the primary does, with the same label. */
    public static final String SAME_ENCODINGS = "sameEncodings";
    /** Counter: compared texts that Spark NLP encodes differently, but with the same label. */
    public static final String AGREEMENTS = "agreements";
    /** Counter: compared texts with another label. */
    public static final String DISAGREEMENTS = "disagreements";
    /** Counter: compared texts for which Spark NLP returns no class. */
    public static final String MISSING_CLASSES = "missingClasses";
    /** Counter: texts that the shadow dropped because it was overloaded. */
    public static final String TEXTS_SHED = "textsShed";
    /** Counter: texts for which the shadow failed or timed out. */
    public static final String COMPARISON_FAILURES = "comparisonFailures";
    /** Counter: texts for which the shadow timed out; {@link #COMPARISON_FAILURES} includes them. */
    public static final String COMPARISON_TIMEOUTS = "comparisonTimeouts";
    /** Counter: texts of which the shadow read the beginning only. */
    public static final String CAPPED_TEXTS = "cappedTexts";
    /** Counter: rows that the model ran for the shadow. */
    public static final String SHADOW_ROWS = "shadowRows";
    /** Histogram, microseconds: from the arrival of a text at the operator to its comparison. */
    public static final String COMPARISON_LATENCY_MICROS = "comparisonLatencyMicros";
    /** Metric group of one cause of disagreements. */
    public static final String CAUSE_GROUP = "cause";
    /** Counter, in a group {@link #CAUSE_GROUP} for each cause: disagreements of which it is a proven cause. */
    public static final String PROVEN_DISAGREEMENTS = "provenDisagreements";
    /** Counter, in a group {@link #CAUSE_GROUP} for each cause: disagreements of which it is a suspected cause. */
    public static final String SUSPECTED_DISAGREEMENTS = "suspectedDisagreements";

    /** Counter: labels received from the label topic. */
    public static final String LABELS_RECEIVED = "labelsReceived";
    /** Counter: labels joined with their text, repeated and changed labels included. */
    public static final String LABELS_JOINED = "labelsJoined";

    /** Metric group of one segment, within the group of the shadow; its value is that of the segment field. */
    public static final String SEGMENT_GROUP = "segment";
    /** Counter: reports on closed windows, revisions included. */
    public static final String QUALITY_REPORTS = "qualityReports";
    /** Counter: reports on segments without gauges, because the limit of gauges is reached. */
    public static final String REPORTS_WITHOUT_GAUGES = "reportsWithoutGauges";

    // Numbers of quality reports are gauges too, of the latest closed window: TextCount, QualityMetric and F1Pair.

    /** Gauge, epoch seconds: end of the window that the other gauges belong to. */
    public static final String WINDOW_END_SECONDS = "windowEndSeconds";

    /** Metric group of one alert rule, within the group of its segment; its value is the rule's name. */
    public static final String RULE_GROUP = "rule";
    /** Gauge: 1 while an alert of the rule is firing, else 0. */
    public static final String ALERT_FIRING = "alertFiring";

    /**
     * Histogram, milliseconds: from the watermark passing a window's end to its first report, including the wait for
     * comparisons.
     */
    public static final String REPORT_DELAY_MILLIS = "reportDelayMillis";

    private MetricNames() {}
}
