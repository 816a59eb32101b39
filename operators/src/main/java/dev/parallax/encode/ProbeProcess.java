package dev.parallax.encode;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that tries a tokenizer, and may be ended by it. It reads from standard input the tokenizer, the same with
 * its normaliser alone, and the strings of its file; writes to standard output what it is about to do, a line each; and
 * says {@value #ALIVE} at its end. It uses no library but the tokenizer's.
 */
final class ProbeProcess {

    /** Said by a process that was not ended. */
    static final String ALIVE = "alive";

    /** Said before a class of texts, with its name. */
    static final String TRIES = "texts with ";

    /** Said before the tokenizer is made. */
    static final String LOADS = "its own loading";

    /** Said before an added token is normalised, with its place. */
    static final String NORMALIZES = "normalizing the added token ";

    /** Said of an added token that the normaliser makes empty, with its place. */
    static final String EMPTY = "empty ";

    private static final String MAP = "\"Precompiled\"";

    private ProbeProcess() {}

    /** Tries the tokenizer on standard input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DataInputStream in = new DataInputStream(System.in);
        String tokenizer = string(in);
        String normalizer = string(in);
        List<String> normalized = strings(in);
        List<String> patterns = strings(in);
        TokenizersLibrary library = NativeTokenizers.library();
        out.println(LOADS);
        long normalizing = library.createTokenizerFromString(normalizer);
        for (int i = 0; i < normalized.size(); i++) {
            out.println(NORMALIZES + i);
            if (size(library, normalizing, normalized.get(i)) == 0) {
                out.println(EMPTY + i);
                return;
            }
        }
        long whole;
        try {
            whole = library.createTokenizerFromString(tokenizer);
        } catch (RuntimeException e) {
            // It refuses the file in good order, and will do so again where its words are wanted.
            out.println(ALIVE);
            return;
        }
        List<String> named = new ArrayList<>(normalized);
        named.addAll(patterns);
        for (Map.Entry<String, List<String>> texts :
                ProbeTexts.of(named, tokenizer.contains(MAP)).entrySet()) {
            out.println(TRIES + texts.getKey());
            for (String text : texts.getValue()) {
                size(library, whole, text);
            }
        }
        out.println(ALIVE);
    }

    /** Number of ids, or -1 where the library refuses the text in good order. */
    private static int size(TokenizersLibrary library, long tokenizer, String text) {
        long encoding;
        try {
            encoding = library.encode(tokenizer, text, false);
        } catch (RuntimeException e) {
            return -1;
        }
        int size = library.getTokenIds(encoding).length;
        library.deleteEncoding(encoding);
        return size;
    }

    private static List<String> strings(DataInputStream in) throws IOException {
        List<String> strings = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            strings.add(string(in));
        }
        return strings;
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
