/**
 * Other programs that classify the same texts with the same model, for {@code bench --peers}: the real Spark NLP, and
 * {@code @huggingface/transformers} on Node. Each runs in a separate process and answers lines of JSON.
 *
 * <p>Nothing of the running job may use it. Begin at {@link dev.parallax.job.bench.peer.Peer}.
 */
@NullMarked
package dev.parallax.job.bench.peer;

import org.jspecify.annotations.NullMarked;
