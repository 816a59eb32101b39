package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.job.config.option.PipelineStage;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlParameters;
import dev.parallax.job.config.value.YamlTree;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a Spark NLP pipeline as its users write it down: a list of stages, each with the parameters that Spark NLP
 * names and has defaults for. For one thread.
 */
final class PipelineReader {

    private static final YamlTree.Mapping NO_PARAMETERS = new YamlTree.Mapping(List.of(), "");

    /** A stage as it is written. */
    private record Written(PipelineStage stage, YamlTree.Mapping parameters, String origin) {}

    private final String key;
    private final Problems problems;
    private final Map<PipelineStage, Written> stages = new EnumMap<>(PipelineStage.class);

    private PipelineReader(String key, Problems problems) {
        this.key = key;
        this.problems = problems;
    }

    /**
     * Reads the list of stages.
     *
     * @param key key of the list, for messages
     * @param origin where it stands
     * @param problems takes what is wrong
     * @return the pipeline, or nothing and a problem or more
     */
    static Optional<SparkNlpPipeline> read(String key, YamlTree tree, String origin, Problems problems) {
        PipelineReader reader = new PipelineReader(key, problems);
        int before = problems.count();
        if (tree instanceof YamlTree.Sequence list) {
            reader.stages(list);
            reader.requireAll(origin);
        } else {
            reader.add(origin, "must be a list of stages, " + PipelineStage.ORDER + ", and is " + tree.kind());
        }
        Optional<SparkNlpPipeline> pipeline = reader.pipeline();
        return problems.count() == before ? pipeline : Optional.empty();
    }

    private void stages(YamlTree.Sequence list) {
        Optional<Written> last = Optional.empty();
        for (YamlTree element : list.elements()) {
            Optional<Written> stage = stage(element);
            if (stage.isPresent()) {
                last = Optional.of(take(stage.get(), last));
            }
        }
    }

    /** Keeps a stage, and gives the later of the two in the order of stages. */
    private Written take(Written next, Optional<Written> last) {
        stages.putIfAbsent(next.stage(), next);
        if (last.isEmpty() || last.get().stage().place() < next.stage().place()) {
            return next;
        }
        Written before = last.get();
        String place = "'" + before.stage().key() + "' (" + before.origin() + ")";
        add(
                next,
                before.stage().place() == next.stage().place()
                        ? "must not follow " + place + ": a pipeline has one of them"
                        : "must stand before " + place + ": the order is " + PipelineStage.ORDER);
        return before;
    }

    private Optional<Written> stage(YamlTree element) {
        if (element instanceof YamlTree.Scalar name) {
            return stage(name.text(), NO_PARAMETERS, name.origin());
        }
        if (!(element instanceof YamlTree.Mapping mapping) || mapping.entries().isEmpty()) {
            add(element.origin(), "must hold stages, such as '- tokenizer: {}', and holds " + element.kind());
            return Optional.empty();
        }
        YamlTree.Entry entry = mapping.entries().get(0);
        if (mapping.entries().size() > 1) {
            YamlTree.Entry second = mapping.entries().get(1);
            add(
                    second.origin(),
                    "must be a list with one stage an entry, and '" + second.key() + "' stands beside '" + entry.key()
                            + "': a stage starts with its own '-', and parameters are indented below their stage");
            return Optional.empty();
        }
        if (entry.value() instanceof YamlTree.Mapping parameters) {
            return stage(entry.key(), parameters, entry.origin());
        }
        add(
                entry.origin(),
                "must hold stages with parameters, such as '" + entry.key() + ": {}', and '" + entry.key() + "' has "
                        + entry.value().kind());
        return Optional.empty();
    }

    private Optional<Written> stage(String name, YamlTree.Mapping parameters, String origin) {
        Optional<PipelineStage> stage = PipelineStage.named(name);
        if (stage.isEmpty()) {
            add(
                    origin,
                    OtherStages.include(name)
                            ? "'" + name + "' is a stage of Spark NLP that is not reproduced: the stages are "
                                    + PipelineStage.ORDER
                            : "'" + name + "' is not a stage; the nearest one is '" + PipelineStage.nearest(name)
                                    + "', and there are " + PipelineStage.ORDER);
        }
        return stage.map(known -> new Written(known, parameters, origin));
    }

    private void requireAll(String origin) {
        require(origin, PipelineStage.DOCUMENT_ASSEMBLER);
        if (!stages.containsKey(PipelineStage.REGEX_TOKENIZER)) {
            require(origin, PipelineStage.TOKENIZER);
        }
        require(origin, PipelineStage.BERT);
    }

    private void require(String origin, PipelineStage stage) {
        if (!stages.containsKey(stage)) {
            add(origin, "has no '" + stage.key() + "': the stages are " + PipelineStage.ORDER);
        }
    }

    private Optional<SparkNlpPipeline> pipeline() {
        Optional<DocumentAssembler.Params> assembler =
                parameters(PipelineStage.DOCUMENT_ASSEMBLER).flatMap(PipelineReader::documentAssembler);
        Optional<SentenceDetectorParams> detector =
                parameters(PipelineStage.SENTENCE_DETECTOR).flatMap(PipelineReader::sentenceDetector);
        Optional<TokenSplitter.Params> tokenizer =
                parameters(PipelineStage.TOKENIZER).flatMap(PipelineReader::tokenizer);
        Optional<TokenSplitter.Params> regexTokenizer =
                parameters(PipelineStage.REGEX_TOKENIZER).flatMap(PipelineReader::regexTokenizer);
        Optional<BertForSequenceClassification.Params> bert =
                parameters(PipelineStage.BERT).flatMap(PipelineReader::bert);
        Optional<TokenSplitter.Params> splitter = tokenizer.or(() -> regexTokenizer);
        if (assembler.isEmpty() || splitter.isEmpty() || bert.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SparkNlpPipeline(assembler.get(), detector.orElse(null), splitter.get(), bert.get()));
    }

    private Optional<YamlParameters> parameters(PipelineStage stage) {
        return Optional.ofNullable(stages.get(stage))
                .map(written -> new YamlParameters(
                        key + "." + stage.key(), "stage", written.origin(), written.parameters(), problems));
    }

    private static Optional<DocumentAssembler.Params> documentAssembler(YamlParameters given) {
        DocumentAssembler.Params spark = DocumentAssembler.Params.DEFAULT;
        return given.make(() -> new DocumentAssembler.Params(given.choice("cleanupMode", spark.cleanupMode())));
    }

    private static Optional<SentenceDetectorParams> sentenceDetector(YamlParameters given) {
        SentenceDetectorParams spark = SentenceDetectorParams.DEFAULT;
        return given.make(() -> new SentenceDetectorParams(
                given.flag("useAbbreviations", spark.useAbbreviations()),
                given.flag("detectLists", spark.detectLists()),
                given.flag("useCustomBoundsOnly", spark.useCustomBoundsOnly()),
                given.flag("explodeSentences", spark.explodeSentences()),
                given.texts("customBounds", spark.customBounds()),
                given.choice("customBoundsStrategy", spark.customBoundsStrategy()),
                given.integer("minLength", spark.minLength()),
                given.optionalInteger("maxLength").orElse(spark.maxLength()),
                given.optionalInteger("splitLength").orElse(spark.splitLength())));
    }

    private static Optional<TokenSplitter.Params> tokenizer(YamlParameters given) {
        TokenizerParams spark = TokenizerParams.DEFAULT;
        return given.make(() -> new TokenizerParams(
                given.text("targetPattern", spark.targetPattern()),
                given.optionalText("prefixPattern").orElse(spark.prefixPattern()),
                given.optionalText("suffixPattern").orElse(spark.suffixPattern()),
                given.texts("infixPatterns", spark.infixPatterns()),
                given.texts("exceptions", spark.exceptions()),
                given.flag("caseSensitiveExceptions", spark.caseSensitiveExceptions()),
                given.texts("contextChars", spark.contextChars()),
                given.optionalText("splitPattern").orElse(spark.splitPattern()),
                given.texts("splitChars", spark.splitChars()),
                given.integer("minLength", spark.minLength()),
                given.optionalInteger("maxLength").orElse(spark.maxLength())));
    }

    private static Optional<TokenSplitter.Params> regexTokenizer(YamlParameters given) {
        RegexTokenizer.Params spark = RegexTokenizer.Params.DEFAULT;
        return given.make(() -> new RegexTokenizer.Params(
                given.text("pattern", spark.pattern()),
                given.flag("toLowercase", spark.toLowercase()),
                given.integer("minLength", spark.minLength()),
                given.optionalInteger("maxLength").orElse(spark.maxLength()),
                given.flag("positionalMask", spark.positionalMask()),
                given.flag("trimWhitespace", spark.trimWhitespace()),
                given.flag("preservePosition", spark.preservePosition())));
    }

    private static Optional<BertForSequenceClassification.Params> bert(YamlParameters given) {
        BertForSequenceClassification.Params spark = BertForSequenceClassification.Params.DEFAULT;
        return given.make(() -> new BertForSequenceClassification.Params(
                given.flag("caseSensitive", spark.caseSensitive()),
                given.integer("maxSentenceLength", spark.maxSentenceLength()),
                given.integer("batchSize", spark.batchSize()),
                given.flag("coalesceSentences", spark.coalesceSentences()),
                activation(given, spark.activation()),
                given.number("threshold", spark.threshold())));
    }

    /** {@code multilabel} is Spark NLP's other word for the same thing. */
    private static Activation activation(YamlParameters given, Activation byDefault) {
        Activation activation = given.choice("activation", byDefault);
        boolean multilabel = given.flag("multilabel", activation == Activation.SIGMOID);
        if (given.has("activation") && multilabel != (activation == Activation.SIGMOID)) {
            given.wrong("multilabel", "true with activation sigmoid and false with softmax");
        }
        return multilabel ? Activation.SIGMOID : Activation.SOFTMAX;
    }

    private void add(Written stage, String message) {
        problems.add(new Problem(key + "." + stage.stage().key() + " (" + stage.origin() + ")", message));
    }

    private void add(String origin, String message) {
        problems.add(new Problem(key + " (" + origin + ")", message));
    }
}
