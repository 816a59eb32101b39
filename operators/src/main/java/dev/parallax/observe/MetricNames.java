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
    /** Counter: texts that the tokenizer refused. */
    public static final String ENCODING_FAILURES = "encodingFailures";
    /** Counter: texts of which the end was cut off to fit the model. */
    public static final String TRUNCATED_TEXTS = "truncatedTexts";
    /** Histogram: token ids of a text, special ones included. */
    public static final String TOKENS_PER_TEXT = "tokensPerText";

    /** Counter: texts that got a prediction. */
    public static final String RECORDS_CLASSIFIED = "recordsClassified";
    /** Counter: texts that failed in the model or timed out. */
    public static final String RECORDS_FAILED = "recordsFailed";
    /** Histogram, microseconds: from the operator's taking a text to its prediction. */
    public static final String CLASSIFY_LATENCY_MICROS = "classifyLatencyMicros";
    /** Histogram, milliseconds: from the source record's timestamp to its prediction. */
    public static final String END_TO_END_LATENCY_MILLIS = "endToEndLatencyMillis";
    /** Gauge: texts that one parallel instance has handed to the model and has no answer to. */
    public static final String TEXTS_IN_FLIGHT = "textsInFlight";
    /** Gauge: these texts by those that may be under way at once; near 1 the instance is full, and pushes back. */
    public static final String IN_FLIGHT_OCCUPANCY = "inFlightOccupancy";

    /** Gauge: batches that left since the model was loaded. */
    public static final String BATCHES = "batches";
    /** Gauge: batches that left, in a group {@link #REASON_GROUP} for each {@code BatchReason}. */
    public static final String BATCHES_BY_REASON = "batchesLeft";
    /** Metric group of one reason, why a batch left or why a record became a dead letter. */
    public static final String REASON_GROUP = "reason";
    /** Gauge: batches that failed and were split. */
    public static final String BATCHES_SPLIT = "batchesSplit";
    /** Histogram: rows of a batch. */
    public static final String ROWS_PER_BATCH = "rowsPerBatch";
    /** Histogram: rows times longest row of a batch. */
    public static final String PADDED_TOKENS_PER_BATCH = "paddedTokensPerBatch";
    /** Gauge: padded tokens by tokens, of all batches so far; 1 is no padding. */
    public static final String PADDING_RATIO = "paddingRatio";
    /** Histogram, microseconds: from submission to the start of the batch. */
    public static final String QUEUE_WAIT_MICROS = "queueWaitMicros";
    /** Histogram, microseconds: one run of the model. */
    public static final String INFERENCE_MICROS = "inferenceMicros";
    /** Gauge: texts waiting for a batch. */
    public static final String QUEUE_LENGTH = "queueLength";
    /** Gauge: largest change of a text's logits by padding and batch mates, as probed when the model was loaded. */
    public static final String BATCH_DEPENDENCE = "batchDependence";

    /** Counter: transactions that an earlier attempt left open and a recovery aborted. */
    public static final String TRANSACTIONS_ABORTED = "transactionsAborted";
    /** Gauge: seconds for which readers with {@code read_committed} have stood before records that are there. */
    public static final String READERS_HELD_BACK_SECONDS = "readersHeldBackSeconds";
    /** Gauge: checkpoints in a row with which these readers have not moved. */
    public static final String READERS_HELD_BACK_CHECKPOINTS = "readersHeldBackCheckpoints";

    /** Counter: texts whose prediction is larger than its topic takes. */
    public static final String PREDICTIONS_TOO_LARGE = "predictionsTooLarge";
    /** Counter: dead letters of all stages, in a group {@link #REASON_GROUP} for each {@code DeadLetter.Reason}. */
    public static final String DEAD_LETTERS = "deadLetters";
    /** Counter: dead letters that are larger than their topic takes, and so are written in parts. */
    public static final String DEAD_LETTERS_IN_PARTS = "deadLettersInParts";
    /** Counter: disagreements that are larger than their topic takes, and so are written without text or pieces. */
    public static final String DISAGREEMENTS_SHORTENED = "disagreementsShortened";
    /** Counter: disagreements that are larger than their topic takes even so, and are not written. */
    public static final String DISAGREEMENTS_TOO_LARGE = "disagreementsTooLarge";

    /** Counter: reports and alerts that are larger than their topic takes, and are not written. */
    public static final String REPORTS_TOO_LARGE = "reportsTooLarge";
    /**
     * Counter: results written with the time of writing, since their topic would refuse or delete them by the input's
     * timestamp.
     */
    public static final String TIMESTAMPS_REPLACED = "timestampsReplaced";
    /**
     * Counter: results whose input is older than their topic keeps records, or nearly so; they are among those
     * replaced.
     */
    public static final String RESULTS_BEYOND_RETENTION = "resultsBeyondRetention";

    /** Metric group of what the shadow does, within its model's; for reports its value is the shadow's name. */
    public static final String SHADOW_GROUP = "shadow";
    /** Group of what one head of several does, with its name. */
    public static final String HEAD_GROUP = "head";
    /** Counter, in a group {@link #SHADOW_GROUP} outside its model's: texts that are not in the sample. */
    public static final String TEXTS_UNSAMPLED = "textsUnsampled";
    /** Counter: texts of which both sides' answers were compared. */
    public static final String TEXTS_COMPARED = "textsCompared";
    /** Counter: compared texts that Spark NLP reads as the primary does, with the same label. */
    public static final String SAME_ENCODINGS = "sameEncodings";
    /** Counter: compared texts that Spark NLP reads differently, with the same label all the same. */
    public static final String AGREEMENTS = "agreements";
    /** Counter: compared texts with another label. */
    public static final String DISAGREEMENTS = "disagreements";
    /** Counter: compared texts that Spark NLP gives no class. */
    public static final String MISSING_CLASSES = "missingClasses";
    /** Counter: texts that the shadow left out because it had too much to do. */
    public static final String TEXTS_SHED = "textsShed";
    /** Counter: texts on which the shadow broke, or for which its time was up. */
    public static final String COMPARISON_FAILURES = "comparisonFailures";
    /** Counter: texts for which the shadow's time was up; they are among the failures. */
    public static final String COMPARISON_TIMEOUTS = "comparisonTimeouts";
    /** Counter: texts of which the shadow looked at the beginning only. */
    public static final String CAPPED_TEXTS = "cappedTexts";
    /** Counter: rows that the model was run for on the shadow's account. */
    public static final String SHADOW_ROWS = "shadowRows";
    /** Histogram, microseconds: from the operator's taking a text to its comparison. */
    public static final String COMPARISON_LATENCY_MICROS = "comparisonLatencyMicros";
    /** Metric group of one cause of disagreements. */
    public static final String CAUSE_GROUP = "cause";
    /** Counter, in a group {@link #CAUSE_GROUP} for each cause: disagreements of which it is a proven cause. */
    public static final String PROVEN_DISAGREEMENTS = "provenDisagreements";
    /** Counter, in a group {@link #CAUSE_GROUP} for each cause: disagreements of which it is a suspected cause. */
    public static final String SUSPECTED_DISAGREEMENTS = "suspectedDisagreements";

    /** Counter: labels that came apart from their texts. */
    public static final String LABELS_RECEIVED = "labelsReceived";
    /** Counter: labels that met their text, one that came again or changed included. */
    public static final String LABELS_JOINED = "labelsJoined";

    /** Metric group of texts that are counted apart, by the value of the field that they share, below the shadow's. */
    public static final String SEGMENT_GROUP = "segment";
    /** Counter: reports on windows that are over, revised ones included. */
    public static final String QUALITY_REPORTS = "qualityReports";
    /** Counter: such reports on segments that have no gauges because too many others have. */
    public static final String REPORTS_WITHOUT_GAUGES = "reportsWithoutGauges";

    // Numbers of quality reports are gauges too, of the latest window that is over: TextCount, QualityMetric and
    // F1Pair.

    /** Gauge, epoch seconds: end of the window that the gauges beside it are of. */
    public static final String WINDOW_END_SECONDS = "windowEndSeconds";

    /** Metric group of one alert rule, by its name, below the segment's. */
    public static final String RULE_GROUP = "rule";
    /** Gauge: 1 while an alert of the rule is out, else 0. */
    public static final String ALERT_FIRING = "alertFiring";

    /**
     * Histogram, milliseconds: from the watermark's passing a window's end to its first report, waiting for comparisons
     * included.
     */
    public static final String REPORT_DELAY_MILLIS = "reportDelayMillis";

    private MetricNames() {}
}
