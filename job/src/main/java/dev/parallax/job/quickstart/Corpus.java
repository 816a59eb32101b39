package dev.parallax.job.quickstart;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled sentences to try a model with, written for this project, and a few values that are not text records. They
 * are repeated without end. Immutable and safe for several threads.
 */
public final class Corpus {

    /** One value in this many is malformed. */
    private static final int MALFORMED_EVERY = 61;

    private static final List<byte @Nullable []> MALFORMED = malformed();

    private final List<Sentence> sentences;

    /**
     * A sentence and what it is.
     *
     * @param label its class
     * @param text what it says
     */
    public record Sentence(String label, String text) {}

    private Corpus(List<Sentence> sentences) {
        this.sentences = sentences;
    }

    /** Opinions, labelled {@code positive} or {@code negative}. */
    public static Corpus sentiment() {
        return read("sentiment.jsonl");
    }

    /** Requests to an assistant, labelled with one of 151 intents. */
    public static Corpus intent() {
        return read("intent.jsonl");
    }

    /**
     * Sentences of one's own.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Corpus of(List<Sentence> sentences) {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("A corpus must have a sentence or more, and has none");
        }
        return new Corpus(List.copyOf(sentences));
    }

    private static Corpus read(String resource) {
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is missing from the build");
            }
            try (MappingIterator<Sentence> lines =
                    JsonMapper.builder().build().readerFor(Sentence.class).readValues(in)) {
                return new Corpus(List.copyOf(lines.readAll()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentences, each once. */
    public List<Sentence> sentences() {
        return sentences;
    }

    /** Whether the n-th value is malformed. */
    static boolean malformed(long n) {
        return n % MALFORMED_EVERY == MALFORMED_EVERY / 2;
    }

    /** The n-th malformed value, which may be {@code null}: a tombstone. */
    static byte @Nullable [] malformedValue(long n) {
        return MALFORMED.get((int) (n / MALFORMED_EVERY % MALFORMED.size()));
    }

    /** The n-th sentence. */
    Sentence sentence(long n) {
        return sentences.get((int) (n % sentences.size()));
    }

    private static List<byte @Nullable []> malformed() {
        List<byte @Nullable []> values = new ArrayList<>();
        for (String value : List.of(
                "{\"id\":\"cut-off\",\"text\":\"This message ends in the mid",
                "{\"id\":\"no-text\",\"label\":\"positive\"}",
                "{\"text\":\"No identity at all.\"}",
                "{\"id\":\"empty\",\"text\":\"\"}",
                "{\"id\":\"number\",\"text\":42}",
                "<xml>not JSON</xml>")) {
            values.add(value.getBytes(StandardCharsets.UTF_8));
        }
        values.add("{\"id\":\"latin-1\",\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        values.add(null);
        return values;
    }
}
