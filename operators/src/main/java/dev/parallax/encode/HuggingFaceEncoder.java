package dev.parallax.encode;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.parallax.text.UnicodeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Encodes texts exactly as Hugging Face does with the same {@code tokenizer.json}: normaliser, pre-tokenizer, model,
 * post-processor and truncation are those of the Rust {@code tokenizers}.
 *
 * <p>If the tokenizer is BERT's WordPiece, almost all texts are encoded in Java ({@link BertEncoder}). All others, and
 * tokens and offsets for inspection, come from the Rust library. It is called through the native handles of DJL's
 * binding: the binding's own {@code encode} fetches ten arrays for each text, tokens and offsets as Java objects among
 * them; a model needs the ids. Native memory of an encoding is freed before a call returns. Safe for several threads.
 */
public final class HuggingFaceEncoder implements Encoder {

    /** No truncation: for inspecting tokens, never for a model. */
    public static final int UNLIMITED = 0;

    private static final int[] ALL_THE_SAME = {};

    /** The name that the binding has for the strategy in {@link TokenizerFile#withTruncation}. */
    private static final String LONGEST_FIRST = "LONGEST_FIRST";

    private final TokenizersLibrary library;
    private final long tokenizer;
    private final int maxLength;
    private final int specialTokens;
    private final boolean typed;
    private final @Nullable BertEncoder bert;
    private volatile boolean closed;

    private HuggingFaceEncoder(TokenizersLibrary library, long tokenizer, TokenizerFile file, int maxLength) {
        this.library = library;
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
        int[] specials = narrow(with("", library::getTokenIds));
        this.specialTokens = specials.length;
        // A post-processor gives a sequence's tokens one type, so one probe shows whether any text has another than 0.
        boolean typed = false;
        for (long type : with("a", library::getTypeIds)) {
            typed |= type != 0;
        }
        this.typed = typed;
        this.bert = typed ? null : BertEncoder.of(file, specials, maxLength).orElse(null);
    }

    /**
     * Loads a tokenizer.
     *
     * @param file the {@code tokenizer.json}
     * @param maxLength most ids of an encoding, special ones included, or {@link #UNLIMITED}
     * @throws EncodingException if the file is not a tokenizer, would crash this process, or if {@code maxLength}
     *     leaves no room for text besides the special tokens
     */
    public static HuggingFaceEncoder load(TokenizerFile file, int maxLength) {
        return load(file, maxLength, "");
    }

    /**
     * As {@link #load(TokenizerFile, int)}.
     *
     * @param origin where the limit is configured, for messages; may be empty
     */
    public static HuggingFaceEncoder load(TokenizerFile file, int maxLength, String origin) {
        if (maxLength < 0) {
            throw new EncodingException("The length limit must be 0 (none) or more, not " + maxLength);
        }
        TokenizersLibrary library = NativeTokenizers.library();
        TokenizerProbe.require(file);
        // The number of special tokens is known only when the library has read the file.
        long tokenizer = create(library, file, maxLength == UNLIMITED ? UNLIMITED : Integer.MAX_VALUE);
        try {
            int specials = specials(library, tokenizer, file);
            if (maxLength != UNLIMITED && maxLength <= specials) {
                throw new EncodingException("A length limit of " + maxLength
                        + (origin.isEmpty() ? "" : " (" + origin + ")") + " leaves no room for text: the tokenizer "
                        + file + " adds " + specials + " special tokens");
            }
            if (maxLength != UNLIMITED) {
                library.setTruncation(tokenizer, maxLength, LONGEST_FIRST, 0);
            }
            return new HuggingFaceEncoder(library, tokenizer, file, maxLength);
        } catch (RuntimeException e) {
            library.deleteTokenizer(tokenizer);
            throw e;
        }
    }

    private static int specials(TokenizersLibrary library, long tokenizer, TokenizerFile file) {
        try {
            long encoding = library.encode(tokenizer, "", true);
            int specials = library.getTokenIds(encoding).length;
            library.deleteEncoding(encoding);
            return specials;
        } catch (RuntimeException e) {
            throw new EncodingException("The tokenizer " + file + " rejects an empty text: " + e.getMessage(), e);
        }
    }

    /** As {@link #load(TokenizerFile, int)}, with the file read first. */
    public static HuggingFaceEncoder load(Path tokenizerJson, int maxLength) {
        return load(TokenizerFile.read(tokenizerJson), maxLength);
    }

    private static long create(TokenizersLibrary library, TokenizerFile file, int maxLength) {
        try {
            return library.createTokenizerFromString(file.withTruncation(maxLength));
        } catch (RuntimeException e) {
            throw new EncodingException("The tokenizer library cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Most ids of an encoding, or {@link #UNLIMITED}. */
    public int maxLength() {
        return maxLength;
    }

    /** Number of special tokens that every encoding has. */
    public int specialTokens() {
        return specialTokens;
    }

    @Override
    public Encoding encode(String text) {
        Encoding encoding = encodeInJava(text);
        return encoding == null ? encodeByTheLibrary(text) : encoding;
    }

    /** Encodes a text in Java; {@code null} if only the tokenizer library can encode it, or rejects it. */
    @Nullable
    Encoding encodeInJava(String text) {
        requireOpen();
        return bert == null ? null : bert.encode(text);
    }

    /** Encodes a text by the tokenizer library, whatever the tokenizer is. */
    Encoding encodeByTheLibrary(String text) {
        return with(text, this::encoding);
    }

    /** Encodes a text with the token and the offsets of each id. Slow: for inspection by people. */
    public Tokens inspect(String text) {
        return with(text, handle -> {
            List<Integer> ids = new ArrayList<>();
            for (long id : library.getTokenIds(handle)) {
                ids.add((int) id);
            }
            long[] special = library.getSpecialTokenMask(handle);
            List<List<Integer>> offsets = new ArrayList<>();
            @Nullable CharSpan[] spans = library.getTokenCharSpans(handle);
            for (int i = 0; i < spans.length; i++) {
                CharSpan span = spans[i];
                offsets.add(span == null || special[i] == 1 ? List.of(0, 0) : List.of(span.getStart(), span.getEnd()));
            }
            return new Tokens(ids, List.of(library.getTokens(handle)), offsets, cut(handle));
        });
    }

    private Encoding encoding(long handle) {
        int[] ids = narrow(library.getTokenIds(handle));
        int[] types = typed ? narrow(library.getTypeIds(handle)) : ALL_THE_SAME;
        return new Encoding(ids, types, ALL_THE_SAME, ids.length == maxLength ? cut(handle) : 0);
    }

    /** Number of truncated tokens: those of the overflowing encodings without their special tokens. */
    private int cut(long handle) {
        if (library.getOverflowCount(handle) == 0) {
            return 0;
        }
        int cut = 0;
        for (long overflow : library.getOverflowing(handle)) {
            cut += library.getTokenIds(overflow).length - specialTokens;
            library.deleteEncoding(overflow);
        }
        return cut;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The tokenizer is closed");
        }
    }

    private <T> T with(String text, LongFunction<T> use) {
        requireOpen();
        requireWholeCharacters(text);
        long handle;
        try {
            handle = library.encode(tokenizer, text, true);
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "The tokenizer rejected a text of " + text.length() + " UTF-16 units: " + e.getMessage(), e);
        }
        try {
            return use.apply(handle);
        } finally {
            library.deleteEncoding(handle);
        }
    }

    /**
     * Rejects a text with an unpaired surrogate: the binding would silently replace every character above U+FFFF in it.
     */
    private static void requireWholeCharacters(String text) {
        int half = UnicodeText.unpairedSurrogate(text);
        if (half >= 0) {
            throw new EncodingException("The text is not Unicode: it has an unpaired surrogate at UTF-16 unit " + half);
        }
    }

    private static int[] narrow(long[] values) {
        int[] narrowed = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (int) values[i];
        }
        return narrowed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.deleteTokenizer(tokenizer);
            if (bert != null) {
                bert.close();
            }
        }
    }
}
