package dev.parallax.job.bench;

import dev.parallax.encode.Encoder;
import dev.parallax.encode.Encoding;
import dev.parallax.job.quickstart.Corpus.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The texts of a comparison with their encodings, sorted by length.
 *
 * @param once each text once
 * @param all the texts, repeated as often as there are records
 */
record PeerTexts(List<Text> once, List<Text> all) {

    /**
     * A text.
     *
     * @param text the text
     * @param encoding its encoding by the model's tokenizer
     */
    record Text(String text, Encoding encoding) {}

    static PeerTexts of(BenchTexts texts, Encoder encoder, int records) {
        List<Text> once = texts.corpus().sentences().stream()
                .limit(records)
                .map(Sentence::text)
                .map(text -> new Text(text, encoder.encode(text)))
                .toList();
        List<Text> all = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            all.add(once.get(i % once.size()));
        }
        return new PeerTexts(sorted(once), sorted(all));
    }

    private static List<Text> sorted(List<Text> texts) {
        return texts.stream()
                .sorted(Comparator.comparingInt(text -> text.encoding().length()))
                .toList();
    }

    /**
     * Evenly spread ones of {@link #all}.
     *
     * @param most largest number of them
     */
    List<Text> sample(int most) {
        int step = (all.size() + most - 1) / most;
        List<Text> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return some;
    }

    /** Summary of the lengths of {@link #all} in tokens. */
    DistributionSummary lengths() {
        return DistributionSummary.of(
                all.stream().mapToDouble(text -> text.encoding().length()).toArray());
    }

    static List<String> strings(List<Text> texts) {
        return texts.stream().map(Text::text).toList();
    }

    static List<Encoding> encodings(List<Text> texts) {
        return texts.stream().map(Text::encoding).toList();
    }
}
