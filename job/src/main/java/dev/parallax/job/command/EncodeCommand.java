package dev.parallax.job.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.Tokens;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.config.PipelineFile;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code parallax encode}, which prints the token ids that a model reads of a text. */
@Command(
        name = "encode",
        description = "Reads texts as JSON lines with a field 'text' and prints what the model sees of each. As hf: "
                + "token ids, "
                + "tokens, and offsets in code points. As spark-nlp: sentences (or documents) and "
                + "tokens with first and "
                + "last UTF-16 unit, ids and pieces of each row, padded as Spark NLP pads them. A line "
                + "that cannot be "
                + "encoded gives a line with 'error', and status 1 at the end.")
public final class EncodeCommand implements Callable<Integer>, DeclaresFiles {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    /** The library whose tokenization and truncation are used. */
    enum Tokenization {
        /** Hugging Face tokenizers. */
        HF("hf"),
        /** Spark NLP. */
        SPARK_NLP("spark-nlp");

        private final String name;

        Tokenization(String name) {
            this.name = name;
        }

        /** The name on the command line. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** A picocli converter from the name. */
    static final class TokenizationConverter implements ITypeConverter<Tokenization> {
        @Override
        public Tokenization convert(String value) {
            for (Tokenization each : Tokenization.values()) {
                if (each.toString().equalsIgnoreCase(value)) {
                    return each;
                }
            }
            throw new TypeConversionException("must be hf or spark-nlp, and is '" + value + "'");
        }
    }

    @Option(
            names = "--as",
            required = true,
            paramLabel = "hf|spark-nlp",
            converter = TokenizationConverter.class,
            description = "Tokenization: hf, Hugging Face's; or spark-nlp, that of a Spark NLP pipeline.")
    private Tokenization as = Tokenization.HF;

    @Option(names = "--model", paramLabel = "DIR", description = "Model folder. Default: the sentiment model.")
    private @Nullable Path model;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description =
                    "As hf: most token ids of a text, special ones included. Default: as many as the model takes.")
    @Range(from = "0", to = Range.MILLION)
    private int maxLength = ModelBundle.MODEL_LIMIT;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description =
                    "As spark-nlp: YAML with the stages as 'pipeline', or a job's options with 'shadow.pipeline'. "
                            + "Default: document assembler, sentence detector and tokenizer as Spark NLP has "
                            + "them, and a "
                            + "classifier that keeps or lowers case as the model's tokenizer does.")
    private @Nullable Path pipeline;

    @Spec
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        if (model != null) {
            files.names("--model", model);
        }
        if (pipeline != null) {
            files.names("--pipeline", pipeline);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (as == Tokenization.HF) {
            refuse(pipeline != null, "--pipeline is for --as spark-nlp only");
            return huggingFace();
        }
        refuse(maxLength != ModelBundle.MODEL_LIMIT, "--max-length is for --as hf only: see maxSentenceLength");
        return sparkNlp();
    }

    private void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private ModelBundle bundle() throws IOException {
        return ModelBundle.read(model == null ? DefaultModel.SENTIMENT.folder(true) : model, null, maxLength);
    }

    private int huggingFace() throws IOException {
        try (HuggingFaceEncoder encoder = bundle().newEncoder()) {
            return answerAll(line -> answer(encoder.inspect(text(line.path("text")))));
        }
    }

    private int sparkNlp() throws IOException {
        // An invalid pipeline is reported before a model is built.
        SparkNlpPipeline written = pipeline == null ? null : PipelineFile.read(pipeline);
        ModelBundle bundle = bundle();
        try {
            SparkNlpPipeline stages = written == null ? SparkNlpPipeline.suiting(bundle.tokenizer()) : written;
            SparkNlpEncoder encoder =
                    new SparkNlpEncoder(stages, bundle.tokenizer(), bundle.maxLength(), Integer.MAX_VALUE);
            SparkNlpLine format = new SparkNlpLine(stages, encoder);
            return answerAll(line -> format.of(line.path("text").isNull() ? "" : text(line.path("text"))));
        } catch (EncodingException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(JsonNode text) {
        if (!text.isTextual()) {
            throw new EncodingException("expected a JSON object with a string 'text'");
        }
        return text.textValue();
    }

    /** Prints a result for every line of standard input and returns the exit status. */
    private int answerAll(Function<JsonNode, ObjectNode> answer) throws IOException {
        TextLines in = TextLines.of(System.in, "Standard input");
        PrintWriter out = spec.commandLine().getOut();
        long read = 0;
        long failed = 0;
        for (String line = in.next(); line != null; line = in.next()) {
            ObjectNode answered = answered(line, answer);
            read++;
            failed += answered.has("error") ? 1 : 0;
            out.println(answered);
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .println("encode: read " + OfflineSummary.count(read, "line") + "; wrote "
                        + OfflineSummary.count(read - failed, "encoding") + " and "
                        + OfflineSummary.count(failed, "error"));
        return failed > 0 ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static ObjectNode answered(String line, Function<JsonNode, ObjectNode> answer) {
        try {
            return answer.apply(MAPPER.readTree(line));
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode().put("error", "not JSON: " + e.getOriginalMessage());
        } catch (EncodingException e) {
            return MAPPER.createObjectNode().put("error", e.getMessage());
        }
    }

    private static ObjectNode answer(Tokens tokens) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("ids", MAPPER.valueToTree(tokens.ids()));
        answer.set("tokens", MAPPER.valueToTree(tokens.tokens()));
        answer.set("offsets", MAPPER.valueToTree(tokens.offsets()));
        if (tokens.cutTokens() > 0) {
            answer.put("cutTokens", tokens.cutTokens());
        }
        return answer;
    }
}
