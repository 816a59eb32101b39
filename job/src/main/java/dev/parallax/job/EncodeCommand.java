package dev.parallax.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.Tokens;
import dev.parallax.infer.ModelBundle;
import dev.parallax.job.model.DefaultModel;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parallax encode}: what a model really sees of a text. */
@Command(
        name = "encode",
        description =
                "Reads texts as JSON lines with a field 'text' and prints what the model sees of each: token ids, "
                        + "tokens, and offsets in code points. A line that cannot be encoded gives a line with 'error', and "
                        + "status 1 at the end.")
final class EncodeCommand implements Callable<Integer> {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Whose tokenizer and truncation. */
    enum Tokenization {
        /** Hugging Face's. */
        HF
    }

    @Option(names = "--as", required = true, paramLabel = "hf", description = "Whose encoding: hf, Hugging Face's.")
    private Tokenization as = Tokenization.HF;

    @Option(names = "--model", paramLabel = "DIR", description = "Model folder. Default: the sentiment model.")
    private @Nullable Path model;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "Most token ids of a text, special ones included. Default: as many as the model takes.")
    private int maxLength = ModelBundle.MODEL_LIMIT;

    @Override
    public Integer call() throws IOException {
        return switch (as) {
            case HF -> huggingFace();
        };
    }

    private int huggingFace() throws IOException {
        Path folder = model == null ? DefaultModel.SENTIMENT.folder() : model;
        ModelBundle bundle = ModelBundle.read(folder, null, maxLength);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out =
                new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
        boolean failed = false;
        try (HuggingFaceEncoder encoder = bundle.newEncoder()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ObjectNode answer = answer(line, encoder);
                failed |= answer.has("error");
                out.println(answer);
            }
        } finally {
            out.flush();
        }
        return failed ? 1 : 0;
    }

    private static ObjectNode answer(String line, HuggingFaceEncoder encoder) {
        ObjectNode answer = MAPPER.createObjectNode();
        try {
            JsonNode text = MAPPER.readTree(line).path("text");
            if (!text.isTextual()) {
                return answer.put("error", "expected a JSON object with a string 'text'");
            }
            Tokens tokens = encoder.inspect(text.textValue());
            answer.set("ids", MAPPER.valueToTree(tokens.ids()));
            answer.set("tokens", MAPPER.valueToTree(tokens.tokens()));
            answer.set("offsets", MAPPER.valueToTree(tokens.offsets()));
            if (tokens.cutTokens() > 0) {
                answer.put("cutTokens", tokens.cutTokens());
            }
            return answer;
        } catch (JsonProcessingException e) {
            return answer.put("error", "not JSON: " + e.getOriginalMessage());
        } catch (EncodingException e) {
            return answer.put("error", e.getMessage());
        }
    }
}
