package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A BERT tokenizer whose vocabulary has every character of the first two planes as a word and as a piece inside words,
 * so that no difference hides in an unknown word; and a few English pieces.
 */
public final class CharacterTokenizer {

    private static final List<String> WORDS =
            List.of("good", "##ing", "movie", "isn", "don", "##’", "ab", "##ab", "cafe");

    private CharacterTokenizer() {}

    /** Writes the {@code tokenizer.json} into a folder and reads it. */
    public static TokenizerFile write(Path folder, boolean lowercase, @Nullable Boolean stripAccents) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ObjectNode vocabulary = mapper.createObjectNode();
        List<String> specials = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
        for (String special : specials) {
            root.withArray("added_tokens")
                    .addObject()
                    .put("id", vocabulary.size())
                    .put("content", special)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
            vocabulary.put(special, vocabulary.size());
        }
        WORDS.forEach(word -> vocabulary.put(word, vocabulary.size()));
        for (int c = '!'; c < 0x20000; c++) {
            addCharacter(c, vocabulary);
        }
        for (int c = 0x2f800; c < 0x2fa20; c++) {
            addCharacter(c, vocabulary);
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .put("strip_accents", stripAccents)
                .put("lowercase", lowercase);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode post = root.putObject("post_processor").put("type", "BertProcessing");
        post.putArray("sep").add("[SEP]").add(3);
        post.putArray("cls").add("[CLS]").add(2);
        root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100)
                .setAll(Map.of("vocab", vocabulary));
        try {
            Path file = folder.resolve("characters-" + lowercase + "-" + stripAccents + ".json");
            Files.writeString(file, mapper.writeValueAsString(root));
            return TokenizerFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addCharacter(int c, ObjectNode vocabulary) {
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
            String character = Character.toString(c);
            vocabulary.put(character, vocabulary.size());
            vocabulary.put("##" + character, vocabulary.size());
        }
    }
}
