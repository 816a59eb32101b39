package dev.parallax.job.filereport.code;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.job.filereport.candidate.SparkNlpNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The class and setter calls of one stage in generated code. Parameters with Spark NLP's default are left out, except
 * the two that matter most.
 *
 * @param variable name of the variable
 * @param type the class, with its package
 * @param setters setter calls in order
 */
public record StageCode(String variable, String type, List<Setter> setters) {

    private static final String NLP = "com.johnsnowlabs.nlp.";
    private static final String CLASSIFIERS = NLP + "annotators.classifier.dl.";
    private static final String DOCUMENT = "document";

    /**
     * A call of a setter.
     *
     * @param name its name
     * @param value a string, a number, a boolean or a list of strings
     * @param onlyJava whether Spark NLP's Python class has no such method
     */
    record Setter(String name, Object value, boolean onlyJava) {}

    /** The class without its package. */
    public String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Whether the stage is loaded from a folder. */
    boolean loaded() {
        return type.startsWith(CLASSIFIERS);
    }

    /**
     * The stages of a pipeline.
     *
     * @param classifier Spark NLP's class of the last stage
     */
    public static List<StageCode> of(SparkNlpPipeline pipeline, ClassifierClass classifier) {
        SentenceDetectorParams detector = pipeline.sentenceDetector();
        String unit = detector == null ? DOCUMENT : "sentence";
        List<StageCode> stages = new ArrayList<>();
        CleanupMode cleanup = pipeline.documentAssembler().cleanupMode();
        stages.add(new StageCodeBuilder("documentAssembler", NLP + "DocumentAssembler")
                .set("setInputCol", "text")
                .set("setOutputCol", DOCUMENT)
                .unless(CleanupMode.DISABLED, "setCleanupMode", cleanup)
                .stage());
        if (detector != null) {
            stages.add(sentenceDetector(detector));
        }
        stages.add(tokenizer(pipeline.tokenizer(), unit));
        stages.add(classifier(pipeline.bert(), unit, classifier.simpleName()));
        return stages;
    }

    private static StageCode sentenceDetector(SentenceDetectorParams given) {
        SentenceDetectorParams spark = SentenceDetectorParams.DEFAULT;
        return new StageCodeBuilder("sentenceDetector", NLP + "annotators.sbd.pragmatic.SentenceDetector")
                .set("setInputCols", List.of(DOCUMENT))
                .set("setOutputCol", "sentence")
                .unless(spark.useAbbreviations(), "setUseAbbreviations", given.useAbbreviations())
                .unless(spark.detectLists(), "setDetectLists", given.detectLists())
                .unless(spark.useCustomBoundsOnly(), "setUseCustomBoundsOnly", given.useCustomBoundsOnly())
                .unless(spark.explodeSentences(), "setExplodeSentences", given.explodeSentences())
                .unless(spark.customBounds(), "setCustomBounds", given.customBounds())
                .unlessOnlyJava(spark.customBoundsStrategy(), "setCustomBoundsStrategy", given.customBoundsStrategy())
                .unless(spark.minLength(), "setMinLength", given.minLength())
                .unless(spark.maxLength(), "setMaxLength", given.maxLength())
                .unless(spark.splitLength(), "setSplitLength", given.splitLength())
                .stage();
    }

    private static StageCode tokenizer(TokenSplitter.Params params, String unit) {
        if (params instanceof RegexTokenizer.Params given) {
            RegexTokenizer.Params spark = RegexTokenizer.Params.DEFAULT;
            return new StageCodeBuilder("tokenizer", NLP + "annotators.RegexTokenizer")
                    .set("setInputCols", List.of(unit))
                    .set("setOutputCol", "token")
                    .set("setPattern", given.pattern())
                    .set("setToLowercase", given.toLowercase())
                    .unless(spark.minLength(), "setMinLength", given.minLength())
                    .unless(spark.maxLength(), "setMaxLength", given.maxLength())
                    .unless(spark.positionalMask(), "setPositionalMask", given.positionalMask())
                    .unless(spark.trimWhitespace(), "setTrimWhitespace", given.trimWhitespace())
                    .unless(spark.preservePosition(), "setPreservePosition", given.preservePosition())
                    .stage();
        }
        TokenizerParams given = (TokenizerParams) params;
        TokenizerParams spark = TokenizerParams.DEFAULT;
        return new StageCodeBuilder("tokenizer", NLP + "annotators.Tokenizer")
                .set("setInputCols", List.of(unit))
                .set("setOutputCol", "token")
                .unless(spark.targetPattern(), "setTargetPattern", given.targetPattern())
                .unless(spark.prefixPattern(), "setPrefixPattern", given.prefixPattern())
                .unless(spark.suffixPattern(), "setSuffixPattern", given.suffixPattern())
                .unless(spark.infixPatterns(), "setInfixPatterns", given.infixPatterns())
                .unless(spark.exceptions(), "setExceptions", given.exceptions())
                .unless(spark.caseSensitiveExceptions(), "setCaseSensitiveExceptions", given.caseSensitiveExceptions())
                .unless(spark.contextChars(), "setContextChars", given.contextChars())
                .unless(spark.splitPattern(), "setSplitPattern", given.splitPattern())
                .unless(spark.splitChars(), "setSplitChars", given.splitChars())
                .unless(spark.minLength(), "setMinLength", given.minLength())
                .unless(spark.maxLength(), "setMaxLength", given.maxLength())
                .stage();
    }

    private static StageCode classifier(BertForSequenceClassification.Params given, String unit, String type) {
        BertForSequenceClassification.Params spark = BertForSequenceClassification.Params.DEFAULT;
        return new StageCodeBuilder("classifier", CLASSIFIERS + type)
                .set("setInputCols", List.of(unit, "token"))
                .set("setOutputCol", "class")
                .set("setCaseSensitive", given.caseSensitive())
                .set("setMaxSentenceLength", given.maxSentenceLength())
                .unless(spark.batchSize(), "setBatchSize", given.batchSize())
                .unless(spark.coalesceSentences(), "setCoalesceSentences", given.coalesceSentences())
                .unless(spark.activation(), "setActivation", given.activation())
                .unless(spark.threshold(), "setThreshold", given.threshold())
                .stage();
    }

    /** All parameters that differ from Spark NLP's defaults, and the two that matter most, as {@code name=value}. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        for (Setter setter : setters) {
            if (!setter.name.endsWith("putCol") && !setter.name.endsWith("putCols")) {
                String name = Character.toLowerCase(setter.name.charAt(3)) + setter.name.substring(4);
                parameters.put(name, String.valueOf(setter.value));
            }
        }
        return parameters;
    }

    private static final class StageCodeBuilder {

        private final String variable;
        private final String type;
        private final List<Setter> setters = new ArrayList<>();

        StageCodeBuilder(String variable, String type) {
            this.variable = variable;
            this.type = type;
        }

        StageCodeBuilder set(String name, Object value) {
            setters.add(new Setter(name, value instanceof Enum<?> word ? SparkNlpNames.of(word) : value, false));
            return this;
        }

        StageCodeBuilder unless(@Nullable Object byDefault, String name, @Nullable Object value) {
            return value == null || value.equals(byDefault) ? this : set(name, value);
        }

        StageCodeBuilder unlessOnlyJava(Enum<?> byDefault, String name, Enum<?> value) {
            if (value != byDefault) {
                setters.add(new Setter(name, SparkNlpNames.of(value), true));
            }
            return this;
        }

        StageCode stage() {
            return new StageCode(variable, type, List.copyOf(setters));
        }
    }
}
