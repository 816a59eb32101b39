package dev.parallax.job.filereport.code;

import dev.parallax.job.filereport.candidate.Candidate;
import java.util.List;
import java.util.stream.Collectors;

/** Generates Python code of a pipeline for Spark NLP 5.5. */
public final class PythonCode {

    private PythonCode() {}

    /** Returns the code of the whole pipeline. */
    public static String of(Candidate candidate, ClassifierClass classifier) {
        List<StageCode> stages = StageCode.of(candidate.pipeline(), classifier);
        StringBuilder code = new StringBuilder("from pyspark.ml import Pipeline\n");
        code.append("from pyspark.sql.functions import expr\n");
        code.append("from sparknlp.annotator import ")
                .append(stages.stream()
                        .skip(1)
                        .map(StageCode::simpleType)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .append('\n');
        code.append("from sparknlp.base import DocumentAssembler\n");
        for (StageCode stage : stages) {
            code.append('\n').append(stage.variable()).append(" = (\n    ").append(stage.simpleType());
            code.append(stage.loaded() ? ".loadSavedModel(\"MODEL_FOLDER\", spark)" : "()");
            for (StageCode.Setter setter : stage.setters()) {
                if (!setter.onlyJava()) {
                    code.append("\n    .").append(call(setter));
                }
            }
            code.append("\n)\n");
            for (StageCode.Setter setter : stage.setters()) {
                if (setter.onlyJava()) {
                    code.append(stage.variable())
                            .append("._java_obj.")
                            .append(call(setter))
                            .append('\n');
                }
            }
        }
        code.append("\npipeline = Pipeline(stages=[")
                .append(stages.stream().map(StageCode::variable).collect(Collectors.joining(", ")))
                .append("])\n");
        code.append("result = pipeline.fit(data).transform(data)\n");
        code.append("answered = result.withColumn(\"answer\", expr(")
                .append(literal(AnswerColumn.of(candidate.choice())))
                .append("))\n");
        return code.toString();
    }

    private static String call(StageCode.Setter setter) {
        return setter.name() + "(" + argument(setter.value()) + ")";
    }

    private static String argument(Object value) {
        if (value instanceof List<?> texts) {
            return texts.stream().map(PythonCode::argument).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value instanceof String text ? literal(text) : value.toString();
    }

    /** A string literal, raw if it has backslashes and can be raw. */
    public static String literal(String text) {
        boolean raw = text.contains("\\")
                && !text.endsWith("\\")
                && !text.contains("\"")
                && text.chars().noneMatch(Character::isISOControl);
        return raw ? "r\"" + text + "\"" : Escapes.quoted(text);
    }
}
