package dev.parallax.job.bench;

import dev.parallax.encode.Encoder;
import dev.parallax.encode.Encoding;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The texts of a benchmark, which are sent repeatedly.
 *
 * @param origin description of their origin
 * @param corpus the texts, each once
 */
public record BenchTexts(String origin, Corpus corpus) {

    /** Value of {@code maxWords} for no limit. */
    public static final int ANY_LENGTH = 0;

    /**
     * Reads texts.
     *
     * @param file file with a text, or a label, a tab and a text in each line; empty for the built-in sentences
     * @param maxWords longest text in words, or {@link #ANY_LENGTH}
     * @throws IOException if the file cannot be read, or no text is left
     */
    public static BenchTexts read(Optional<Path> file, int maxWords) throws IOException {
        List<Sentence> all =
                file.isPresent() ? lines(file.get()) : Corpus.sentiment().sentences();
        List<Sentence> kept = all.stream()
                .filter(sentence -> maxWords == ANY_LENGTH || words(sentence.text()) <= maxWords)
                .toList();
        String origin = file.map(Path::toString).orElse("the built-in sentiment sentences")
                + (maxWords == ANY_LENGTH ? "" : " of " + maxWords + " words at most");
        if (kept.isEmpty()) {
            throw new IOException("No texts: expected one or more in " + origin);
        }
        return new BenchTexts(origin, Corpus.of(kept));
    }

    private static List<Sentence> lines(Path file) throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            String text = line.substring(tab + 1);
            if (!text.isBlank()) {
                sentences.add(new Sentence(tab < 0 ? "" : line.substring(0, tab), text));
            }
        }
        return sentences;
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }

    /** Encodings of the given number of records; the texts are repeated as needed. */
    public List<Encoding> encodings(Encoder encoder, int records) {
        List<Encoding> once = corpus.sentences().stream()
                .limit(records)
                .map(sentence -> encoder.encode(sentence.text()))
                .toList();
        List<Encoding> all = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            all.add(once.get(i % once.size()));
        }
        return all;
    }
}
