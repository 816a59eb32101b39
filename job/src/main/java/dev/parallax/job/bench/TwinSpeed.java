package dev.parallax.job.bench;

import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * The time to encode a text as Spark NLP on one thread, sentence rules included.
 *
 * @param words words of the text
 * @param characters UTF-16 units of the text
 * @param micros microseconds a text
 */
public record TwinSpeed(int words, int characters, double micros) {

    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long NANOS = 2_000_000_000L;
    /** Words of the texts: one of 30 words, and others of 1,000 characters and more. */
    private static final List<Integer> WORDS = List.of(30, 170, 1_700, 17_000);

    private static final String[] SENTENCES = {
        "The room was clean and the staff were kind to us.",
        "We waited for an hour, and nobody said why!",
        "It's not what Dr. Smith promised; the battery died after 2.5 days.",
        "Would I buy it again? Probably not.",
        "Great value (really), and e-mail support answers within a day."
    };

    /** Measures texts of 30 words and of about 1,000, 10,000 and 100,000 characters. */
    static List<TwinSpeed> measure(SparkNlpEncoder twin) {
        List<TwinSpeed> speeds = new ArrayList<>();
        var unused = measure(twin, text(30), WARM_UP_NANOS);
        for (int words : WORDS) {
            speeds.add(measure(twin, text(words), NANOS));
        }
        return speeds;
    }

    private static TwinSpeed measure(SparkNlpEncoder twin, String text, long atLeastNanos) {
        long start = System.nanoTime();
        long rounds = 0;
        long nanos;
        do {
            if (twin.encode(text).rows().isEmpty()) {
                throw new IllegalStateException("A text of words must have a row");
            }
            rounds++;
            nanos = System.nanoTime() - start;
        } while (nanos < atLeastNanos);
        return new TwinSpeed(text.split(" ", -1).length, text.length(), nanos / 1e3 / rounds);
    }

    private static String text(int words) {
        List<String> all = new ArrayList<>();
        for (int i = 0; all.size() < words; i++) {
            all.addAll(List.of(SENTENCES[i % SENTENCES.length].split(" ", -1)));
        }
        return String.join(" ", all.subList(0, words));
    }
}
