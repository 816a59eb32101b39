package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BertEncoderTest {

    private static final int MAX_LENGTH = 32;

    private static HuggingFaceEncoder bge;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        bge = HuggingFaceEncoder.load(BgeTokenizer.file(), MAX_LENGTH);
    }

    @AfterAll
    static void close() {
        bge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\r\n",
                "The film isn't bad at all, 10/10!",
                "unaffable naïveté",
                "OMG 😂😂 we won!! ❤️ 👨‍👩‍👧 🙏🏽 🇩🇪",
                "这部电影讲述了两个兄弟的故事。",
                "ひらがなカタカナ한국어",
                "हिन्दी ไทย עִבְרִית العَرَبِيَّة",
                "Ünïcödé İstanbul ΟΔΟΣ ẞ ﬁ",
                "e\u0301\u0323 a\u20d7",
                "zero\u200bwidth so\u00adft \ufeff \ufffd \u0000",
                "≠ \u037e \u1fef \u2126 Å",
                "[SE P] [sep] [ SEP ] ##ing"
            })
    void usual_texts_are_encoded_in_java_with_the_library_s_ids(String text) {
        assertThat(bge.encodeInJava(text)).isNotNull().isEqualTo(bge.encodeByTheLibrary(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"good [SEP] bad", "[MASK]", "x[PAD]y", "a\u302eb", "half \ud83d"})
    void added_tokens_marks_that_stay_and_broken_characters_are_left_to_the_library(String text) {
        assertThat(bge.encodeInJava(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 500})
    void a_word_is_unknown_if_it_is_longer_than_the_model_s_limit(int length) {
        List<String> texts = List.of(
                "a".repeat(length), "ab\u0301".repeat(length / 2), "👍".repeat(length), "a\u200b".repeat(length));
        for (String text : texts) {
            assertThat(bge.encodeInJava(text)).as("%s", text).isEqualTo(bge.encodeByTheLibrary(text));
        }
    }

    @ParameterizedTest
    @CsvSource({"Right,32", "Right,3", "Left,32", "Left,3", "Right,0", "Left,0"})
    void a_long_text_is_truncated_as_the_library_does(String direction, int maxLength) throws IOException {
        ObjectNode root = BgeTokenizer.file().root().deepCopy();
        root.putObject("truncation").put("direction", direction);
        TokenizerFile file = write(root);
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, maxLength)) {
            for (int words = 0; words < 80; words++) {
                String text = "one two three four ".repeat(words / 4) + "five ".repeat(words % 4);

                assertThat(encoder.encodeInJava(text)).isNotNull().isEqualTo(encoder.encodeByTheLibrary(text));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"single_word", "lstrip", "rstrip", "normalized"})
    void a_tokenizer_with_an_added_token_of_another_kind_is_left_to_the_library(String flag) throws IOException {
        ObjectNode root = BgeTokenizer.file().root().deepCopy();
        ((ObjectNode) root.path("added_tokens").path(0)).put(flag, true);

        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(write(root), MAX_LENGTH)) {
            assertThat(encoder.encodeInJava("good")).isNull();
        }
    }

    @Test
    void a_tokenizer_that_is_not_bert_s_is_left_to_the_library() {
        TokenizerFile file =
                TokenizerFile.read(TinyModel.roberta().write(folder).resolve("tokenizer.json"));

        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, MAX_LENGTH)) {
            assertThat(encoder.encodeInJava("good")).isNull();
        }
    }

    @Test
    void special_tokens_have_the_ids_that_the_library_gives_them() throws IOException {
        ObjectNode root = BertTokenizerJson.of(List.of("[UNK]", "[CLS]", "[SEP]", "good", "other"), List.of("[UNK]"));
        ((ObjectNode) root.path("post_processor")).putArray("sep").add("[SEP]").add(4);
        TokenizerFile file = write(root);
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, MAX_LENGTH)) {
            assertThat(encoder.encode("good").ids()).containsExactly(1, 3, 4);
            assertThat(encoder.encode("good")).isEqualTo(encoder.encodeByTheLibrary("good"));
        }
    }

    @Test
    void an_added_token_is_found_wherever_it_stands_and_whatever_it_begins_with() throws IOException {
        List<String> added = List.of("[UNK]", "[A]", "[A]B", "😀x", "two words", "é");
        List<String> vocabulary = new ArrayList<>(added);
        vocabulary.addAll(List.of("[CLS]", "[SEP]", "a", "##a", "b", "two", "words", "[", "]", "x"));
        TokenizerFile file = write(BertTokenizerJson.of(vocabulary, added));
        List<String> texts = List.of(
                "a[A]a", "[A]B", "[[A]", "[A", "😀x", "😀 x", "a😀xa", "two words", "two  words", "aéa", "e\u0301");
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, MAX_LENGTH)) {
            for (String text : texts) {
                assertThat(encoder.encode(text)).as("%s", text).isEqualTo(encoder.encodeByTheLibrary(text));
            }
        }
    }

    @Test
    void threads_that_meet_characters_at_the_same_time_get_the_same_ids() throws Exception {
        int threads = 4;
        StringBuilder text = new StringBuilder();
        for (int c = 0x100; c < 0x3000; c++) {
            text.append('a').appendCodePoint(c).append(c % 9 == 0 ? " " : "");
        }
        String regular = withoutIrregular(text.toString());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(BgeTokenizer.file(), HuggingFaceEncoder.UNLIMITED)) {
            CountDownLatch together = new CountDownLatch(threads);
            List<Future<Encoding>> encodings = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                encodings.add(pool.submit(() -> {
                    together.countDown();
                    together.await();
                    return encoder.encodeInJava(regular);
                }));
            }
            Encoding expected = encoder.encodeByTheLibrary(regular);
            for (Future<Encoding> encoding : encodings) {
                assertThat(encoding.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String withoutIrregular(String text) {
        return text.codePoints()
                .filter(c -> bge.encodeInJava(Character.toString(c)) != null)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private TokenizerFile write(ObjectNode root) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, root.toString());
        return TokenizerFile.read(file);
    }
}
