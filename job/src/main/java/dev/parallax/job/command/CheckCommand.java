package dev.parallax.job.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.pipeline.Rehearsal;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code parallax check}, which checks that a model works on this machine with a configuration. */
@Command(
        name = "check",
        description = "Loads the model, with the shadow and other heads that the options ask for, classifies one "
                + "text, and prints what "
                + "it found as a JSON object. It does not connect to Kafka. Status 1 and one line on "
                + "standard error if a check fails.")
public final class CheckCommand implements Callable<Integer>, DeclaresFiles {

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Option(names = "--model", paramLabel = "DIR", description = "Model folder; the same as --set model.path=DIR.")
    private @Nullable Path model;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "The text to classify. Default: ${DEFAULT-VALUE}",
            defaultValue = "A plain text.")
    private String text = "A plain text.";

    @Spec
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        arguments.declare(files);
        if (model != null) {
            files.names("--model", model);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = arguments.settings();
        if (model != null) {
            settings = settings.with(Map.of("model.path", model.toString()), "--model");
        }
        PipelineConfig config = PipelineConfig.from(settings);
        ServingOptions serving = config.serving();
        ModelBundle bundle = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        boolean twin = SparkNlpShadow.from(config, serving, Overload.SHED).isPresent();
        try (Rehearsal rehearsal = Rehearsal.of(serving);
                HuggingFaceEncoder encoder = bundle.newEncoder()) {
            ModelServing model = rehearsal.serving();
            float[] logits =
                    logits(bundle, model, encoder.encode(text), config.async().timeout());
            spec.commandLine().getOut().println(found(bundle, model, logits, twin, serving.heads()));
        }
        return 0;
    }

    private static float[] logits(ModelBundle bundle, ModelServing model, Encoding text, Duration timeout)
            throws InterruptedException {
        try {
            return model.submit(text, timeout).get().logits();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ModelException(
                    "The model in " + bundle.folder() + " fails on a text: " + cause.getMessage(), cause);
        }
    }

    private static ObjectNode found(
            ModelBundle bundle, ModelServing model, float[] logits, boolean twin, List<HeadOptions> heads) {
        ObjectNode found = JsonMapper.builder().build().createObjectNode();
        found.put("name", bundle.id().name());
        found.put("fingerprint", bundle.id().fingerprint());
        String[] labels = bundle.labels();
        var names = found.putArray("labels");
        for (String label : labels) {
            names.add(label);
        }
        found.put("maxLength", bundle.maxLength());
        found.put("device", model.provider().name().toLowerCase(Locale.ROOT));
        found.put("sparkNlp", twin);
        var others = found.putArray("heads");
        heads.forEach(head -> others.add(head.name()));
        int best = best(bundle, logits);
        found.put("label", labels[best]);
        found.put("score", Prediction.softmax(logits)[best]);
        return found;
    }

    private static int best(ModelBundle bundle, float[] logits) {
        int best = 0;
        for (int c = 0; c < logits.length; c++) {
            if (!Float.isFinite(logits[c])) {
                throw new ModelException("The model in " + bundle.folder() + " returns the logit " + logits[c]
                        + ": expected numbers for a plain text");
            }
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }
}
