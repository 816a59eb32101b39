package dev.parallax.job.filereport.code;

import dev.parallax.job.filereport.candidate.Candidate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Generates Scala code of a pipeline for Spark NLP 5.5. */
public final class ScalaCode {

    private ScalaCode() {}

    /** Returns the code of the whole pipeline. */
    public static String of(Candidate candidate, ClassifierClass classifier) {
        List<StageCode> stages = StageCode.of(candidate.pipeline(), classifier);
        StringBuilder code = new StringBuilder();
        TreeSet<String> imports = stages.stream().map(StageCode::type).collect(Collectors.toCollection(TreeSet::new));
        imports.add("org.apache.spark.ml.Pipeline");
        imports.add("org.apache.spark.sql.functions.expr");
        imports.forEach(type -> code.append("import ").append(type).append('\n'));
        for (StageCode stage : stages) {
            code.append("\nval ").append(stage.variable()).append(" = ");
            code.append(
                    stage.loaded()
                            ? stage.simpleType() + "\n  .loadSavedModel(\"MODEL_FOLDER\", spark)"
                            : "new " + stage.simpleType() + "()");
            for (StageCode.Setter setter : stage.setters()) {
                code.append("\n  .")
                        .append(setter.name())
                        .append('(')
                        .append(argument(setter.value()))
                        .append(')');
            }
            code.append('\n');
        }
        code.append("\nval pipeline = new Pipeline().setStages(Array(")
                .append(stages.stream().map(StageCode::variable).collect(Collectors.joining(", ")))
                .append("))\n");
        code.append("val result = pipeline.fit(data).transform(data)\n");
        code.append("val answered = result.withColumn(\"answer\", expr(")
                .append(literal(AnswerColumn.of(candidate.choice())))
                .append("))\n");
        return code.toString();
    }

    private static String argument(Object value) {
        if (value instanceof List<?> texts) {
            return texts.stream().map(ScalaCode::argument).collect(Collectors.joining(", ", "Array(", ")"));
        }
        if (value instanceof String text) {
            return literal(text);
        }
        return value instanceof Float number ? number + "f" : value.toString();
    }

    /**
     * A string literal, raw if it has backslashes and no sequence that Scala 2.12 would process as an escape even then.
     */
    public static String literal(String text) {
        boolean raw = text.contains("\\")
                && !text.contains("\\u")
                && !text.contains("\"")
                && text.chars().noneMatch(Character::isISOControl);
        return raw ? "\"\"\"" + text + "\"\"\"" : Escapes.quoted(text);
    }
}
