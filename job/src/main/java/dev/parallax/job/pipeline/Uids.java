package dev.parallax.job.pipeline;

/** Uids of the job's own operators: state is found again by them, so they never change. */
final class Uids {

    static final String SOURCE = "source";
    static final String PARSE = "parse";
    static final String ENCODE = "encode";
    static final String CLASSIFY = "classify";
    static final String ROUTE = "route";
    static final String FIT = "fit";
    /** The shadow itself has its uid from the library. */
    static final String DISAGREEING = "disagreeing";

    static final String DISAGREEMENTS = "disagreements";
    static final String PREDICTIONS = "predictions";
    static final String LETTERS = "letters";
    static final String DEAD_LETTERS = "dead-letters";

    static final String LABELS_SOURCE = "labels-source";
    static final String LABELS_PARSE = "labels-parse";
    static final String LABELS_READ = "labels-read";
    /** The windows have their uids from the library. */
    static final String QUALITY_REPORTS = "quality-reports";

    static final String ALERT_RULES = "alert-rules";
    static final String ALERTS = "alerts";

    private Uids() {}
}
