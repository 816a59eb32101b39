package dev.parallax.encode;

import dev.parallax.observe.Histograms;
import dev.parallax.observe.MetricNames;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.TextRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Encodes texts into token ids. A text that the tokenizer rejects goes to the side output {@link #DEAD_LETTERS}, and so
 * does a text on which the encoder throws another exception, as long as it still encodes a control text.
 */
public final class EncodeFunction extends ProcessFunction<TextRecord, EncodedText> {

    /** Side output of texts that could not be encoded. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("unencodable-texts", TypeInformation.of(DeadLetter.class));

    /** A text that every working encoder accepts: an encoder that fails on it is broken. */
    private static final String CONTROL_TEXT = "a";

    private final Encoder.Factory encoders;
    private transient @Nullable TextEncoder worker;

    /** @param encoders makes the encoder of each parallel instance */
    public EncodeFunction(Encoder.Factory encoders) {
        this.encoders = encoders;
    }

    @Override
    public void open(OpenContext context) {
        worker = new TextEncoder(encoders.create(), getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(TextRecord text, Context context, Collector<EncodedText> out) {
        if (worker == null) {
            throw new IllegalStateException("The function is not open");
        }
        worker.encode(text, context, out);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.encoder.close();
            worker = null;
        }
    }

    private static final class TextEncoder {

        private final Encoder encoder;
        private final Counter failures;
        private final Counter truncated;
        private final Histogram tokens;

        TextEncoder(Encoder encoder, MetricGroup metrics) {
            this.encoder = encoder;
            this.failures = metrics.counter(MetricNames.ENCODING_FAILURES);
            this.truncated = metrics.counter(MetricNames.TRUNCATED_TEXTS);
            this.tokens = metrics.histogram(MetricNames.TOKENS_PER_TEXT, Histograms.latest());
        }

        void encode(TextRecord text, Context context, Collector<EncodedText> out) {
            Encoding encoding;
            try {
                encoding = encoder.encode(text.text());
            } catch (EncodingException e) {
                failures.inc();
                context.output(
                        DEAD_LETTERS,
                        new DeadLetter(
                                DeadLetter.Reason.ENCODING_FAILED, String.valueOf(e.getMessage()), text.source()));
                return;
            } catch (RuntimeException | StackOverflowError e) {
                requireWorkingEncoder(e);
                failures.inc();
                context.output(DEAD_LETTERS, DeadLetter.unexpected(e, DeadLetter.Stage.ENCODE, text.source()));
                return;
            }
            if (encoding.truncated()) {
                truncated.inc();
            }
            tokens.update(encoding.length());
            out.collect(new EncodedText(text, encoding));
        }

        /**
         * Fails the job if the encoder also fails on the control text, because then the encoder is broken and not the
         * text.
         */
        private void requireWorkingEncoder(Throwable failure) {
            try {
                encoder.encode(CONTROL_TEXT);
            } catch (RuntimeException | StackOverflowError e) {
                IllegalStateException broken =
                        new IllegalStateException("The encoder fails on the text '" + CONTROL_TEXT + "' too", e);
                broken.addSuppressed(failure);
                throw broken;
            }
        }
    }
}
