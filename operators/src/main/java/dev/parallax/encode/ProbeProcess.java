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
 * Main class of a child process that runs a tokenizer on many texts and may crash. It reads from standard input the
 * tokenizer, the same tokenizer with its normaliser alone, and the strings of its file. It prints each step to standard
 * output before it runs it, and {@value #ALIVE} at the end. It uses no other library than the tokenizer's.
 */
final class ProbeProcess {

    /** Last line of a process that did not crash. */
    static final String ALIVE = "alive";

    /** Prefix of the line before a class of texts; the name follows. */
    static final String TRIES = "texts with ";

    /** Line before the tokenizer is loaded. */
    static final String LOADS = "its own loading";

    /** Prefix of the line before an added token is normalised; its index follows. */
    static final String NORMALIZES = "normalizing the added token ";

    /** Prefix of the line for an added token that the normaliser makes empty; its index follows. */
    static final String EMPTY = "empty ";

    private static final String MAP = "\"Precompiled\"";

    private ProbeProcess() {}

    /** Runs the tokenizer that is read from standard input. */
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
            // The library rejects the file without a crash, and does so again where the message is reported.
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

    /** Number of ids, or -1 if the library rejects the text without a crash. */
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
