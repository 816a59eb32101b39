package dev.parallax.job.config.option;

import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import dev.parallax.shadow.ShadowLimits;
import dev.parallax.shadow.ShadowOptions.AttributionLimits;
import dev.parallax.shadow.ShadowOptions.Sampling;
import java.time.Duration;
import java.util.List;

/** Options of the comparison with a Spark NLP pipeline and with other heads, and the records that they set. */
public final class ShadowKeys {

    public static final Option<Boolean> ENABLED = Option.flag(
            "shadow.enabled",
            false,
            "Whether texts are also scored by shadows, of the kinds below, and what differs is written to the topic of"
                    + " disagreements.");

    public static final Option<List<String>> KIND = Option.strings(
            "shadow.kind",
            "a list of `spark-nlp` and `head`, or one of them",
            "What texts are compared with. `spark-nlp`: the same weights as a Spark NLP pipeline would run "
                    + "them; the model's"
                    + " tokenizer must be BERT's WordPiece. `head`: other heads on the model's sentence features, see"
                    + " `shadow.heads`. Without it: `spark-nlp`.");

    public static final Option<String> HEADS = Option.tree(
            "shadow.heads",
            "mapping of names to folders",
            "a mapping of one name or more to the folder of a head each, such as {spark: /models/spark-head}",
            "Other heads that are run with every text on the model's sentence features, which its graph must "
                    + "give as the"
                    + " output `features`. Each is a folder with `head.onnx` and `head.json`, as `parallax "
                    + "train` writes them,"
                    + " and has its own name in reports, metrics and disagreements.");

    public static final Option<String> PIPELINE = Option.tree(
            "shadow.pipeline",
            "list of stages",
            "a list of stages, " + PipelineStage.ORDER,
            "The Spark NLP pipeline, stage by stage, with Spark NLP's own parameter names and defaults. Without it:"
                    + " document assembler, sentence detector and tokenizer with their defaults, and a classifier with"
                    + " `maxSentenceLength` 128 and `caseSensitive` as the model's tokenizer has it.");

    public static final Option<ClassChoice> ANSWER = Option.choice(
            "shadow.answer",
            ClassChoice.class,
            ClassChoice.FIRST,
            "How the classes of a text's sentences become one answer: the `first` one, which is what"
                    + " `class.result[0]` takes; the largest mean probability (`coalesced`); the class of the"
                    + " `majority` of sentences; or the largest probability of any sentence (`max-score`).");

    public static final Option<Double> SAMPLE_RATE = Option.number(
            "shadow.sample-rate",
            Sampling.DEFAULT.rate(),
            Sampling.RATE,
            "Share of the texts that are compared; which ones is a matter of their ids alone.");

    public static final Option<Integer> CAPACITY = Option.integer(
            "shadow.capacity",
            ShadowLimits.DEFAULT.capacity(),
            ShadowLimits.CAPACITY,
            "Texts that one parallel instance compares at once. What comes while there is no room is skipped "
                    + "and counted.");

    public static final Option<Integer> MAX_WAITING = Option.integer(
            "shadow.max-waiting",
            BackgroundLimits.DEFAULT.maxWaiting(),
            BackgroundLimits.MAX_WAITING,
            "Most rows of a process's shadows that wait for the model. A text for which there is no room is skipped and"
                    + " counted.");

    public static final Option<Double> MODEL_SHARE = Option.number(
            "shadow.model-share",
            BackgroundLimits.DEFAULT.modelShare(),
            BackgroundLimits.MODEL_SHARE,
            "Share of the model's batches that the shadow may take while texts of the job itself wait.");

    public static final Option<Integer> THREADS = Option.integer(
            "shadow.threads",
            ShadowLimits.DEFAULT.threads(),
            ShadowLimits.THREADS,
            "Threads of one parallel instance that read texts the Spark NLP way.");

    public static final Option<Duration> TIMEOUT = Option.duration(
            "shadow.timeout",
            ShadowLimits.DEFAULT.timeout(),
            ShadowLimits.TIMEOUT,
            "How long one comparison may take.");

    public static final Option<Integer> MAX_CHARACTERS = Option.integer(
            "shadow.max-characters",
            ShadowLimits.DEFAULT.maxCharacters(),
            ShadowLimits.MAX_CHARACTERS,
            "UTF-16 units of a text that the shadow looks at.");

    public static final Option<Integer> ATTRIBUTION_VARIANTS = Option.integer(
            "shadow.attribution.max-variants",
            AttributionLimits.DEFAULT.maxVariants(),
            AttributionLimits.MAX_VARIANTS,
            "Most readings of a text that are run through the model to prove why the two answers differ; 0 for "
                    + "not asking"
                    + " why.");

    public static final Option<Integer> PIECES = Option.integer(
            "shadow.pieces",
            AttributionLimits.DEFAULT.maxPieces(),
            AttributionLimits.MAX_PIECES,
            "Most word pieces of each side that a disagreement shows around the first difference; 0 for none.");

    static final List<Option<?>> ALL = List.of(
            ENABLED,
            KIND,
            HEADS,
            PIPELINE,
            ANSWER,
            SAMPLE_RATE,
            CAPACITY,
            MAX_WAITING,
            MODEL_SHARE,
            THREADS,
            TIMEOUT,
            MAX_CHARACTERS,
            ATTRIBUTION_VARIANTS,
            PIECES);

    private ShadowKeys() {}

    /** Which texts are compared; those for which there is no room are left out. */
    public static Sampling sampling(OptionValues options) {
        return new Sampling(options.value(SAMPLE_RATE), Sampling.DEFAULT.overload());
    }

    /** The limits of comparisons. */
    public static ShadowLimits limits(OptionValues options) {
        return new ShadowLimits(
                options.value(CAPACITY),
                new BackgroundLimits(options.value(MAX_WAITING), options.value(MODEL_SHARE)),
                options.value(THREADS),
                options.value(TIMEOUT),
                options.value(MAX_CHARACTERS));
    }

    /** The limits of the search for causes. */
    public static AttributionLimits attribution(OptionValues options) {
        return new AttributionLimits(options.value(ATTRIBUTION_VARIANTS), options.value(PIECES));
    }
}
