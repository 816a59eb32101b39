package dev.parallax.job.filereport.code;

import dev.parallax.encode.sparknlp.bert.ClassChoice;

/** Spark SQL expressions that reduce the column {@code class}, an array of annotations, to one answer. */
final class AnswerColumn {

    private AnswerColumn() {}

    /** The expression for a choice. Its value is null for a text without a class. */
    static String of(ClassChoice choice) {
        return switch (choice) {
            case FIRST -> "class[0].result";
            case MAX_SCORE ->
                "array_max(transform(class, c -> struct("
                        + "cast(c.metadata[c.result] as double) as score, c.result as label))).label";
            case MAJORITY ->
                "array_min(transform(class.result, l -> struct("
                        + "-size(filter(class.result, r -> r = l)) as votes, "
                        + "array_position(class.result, l) as place, l as label))).label";
            case COALESCED ->
                "array_max(transform("
                        + "filter(map_keys(class[0].metadata), k -> k <> 'sentence'), k -> struct("
                        + "aggregate(class, 0D, (sum, c) -> sum + cast(c.metadata[k] as double)) as score, "
                        + "k as label))).label";
        };
    }
}
