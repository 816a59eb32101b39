package dev.parallax.job.bench;

import dev.parallax.encode.Encoder;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;

/**
 * The speed of the encoder for one text at a time on one thread.
 *
 * @param microsPerText microseconds a text
 * @param tokensPerSecond tokens a second
 */
record EncoderSpeed(double microsPerText, double tokensPerSecond) {

    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long NANOS = 2_000_000_000L;

    /** Encodes the texts repeatedly for some seconds. */
    static EncoderSpeed measure(Encoder encoder, Corpus corpus) {
        var unused = rounds(encoder, corpus, WARM_UP_NANOS);
        return rounds(encoder, corpus, NANOS);
    }

    private static EncoderSpeed rounds(Encoder encoder, Corpus corpus, long atLeastNanos) {
        long start = System.nanoTime();
        long texts = 0;
        long tokens = 0;
        long nanos;
        do {
            for (Sentence sentence : corpus.sentences()) {
                tokens += encoder.encode(sentence.text()).length();
                texts++;
            }
            nanos = System.nanoTime() - start;
        } while (nanos < atLeastNanos);
        return new EncoderSpeed(nanos / 1e3 / texts, tokens / (nanos / 1e9));
    }
}
