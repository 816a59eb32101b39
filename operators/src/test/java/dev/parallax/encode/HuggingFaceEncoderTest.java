package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceEncoderTest {

    @TempDir
    Path folder;

    private Path tokenizer(TinyModel model) {
        return model.write(folder).resolve("tokenizer.json");
    }

    @Test
    void a_text_becomes_ids_between_the_special_tokens() {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 64)) {
            Tokens tokens = encoder.inspect("Good film, isn't it?");

            assertThat(tokens.tokens())
                    .containsExactly("[CLS]", "good", "film", "[UNK]", "isn", "'", "t", "it", "[UNK]", "[SEP]");
            assertThat(tokens.offsets().get(1)).containsExactly(0, 4);
            assertThat(tokens.offsets().get(0)).containsExactly(0, 0);
            assertThat(encoder.encode("Good film, isn't it?").ids())
                    .containsExactly(tokens.ids().stream().mapToInt(i -> i).toArray());
        }
    }

    @Test
    void offsets_count_code_points() {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 64)) {
            assertThat(encoder.inspect("😀😀 good").offsets().get(2)).containsExactly(3, 7);
        }
    }

    @Test
    void special_tokens_in_the_text_are_special_and_have_a_place() {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 64)) {
            Tokens tokens = encoder.inspect("good [SEP] bad");

            assertThat(tokens.tokens()).containsExactly("[CLS]", "good", "[SEP]", "bad", "[SEP]");
            assertThat(tokens.offsets().get(2)).containsExactly(5, 10);
        }
    }

    @Test
    void the_files_own_padding_and_truncation_are_overruled() {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 32)) {
            assertThat(encoder.encode("good").length()).isEqualTo(3);
            assertThat(encoder.encode("good ".repeat(20)).length()).isEqualTo(22);
        }
    }

    @Test
    void what_truncation_takes_away_is_counted() {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 10)) {
            Encoding exact = encoder.encode("good ".repeat(8));
            Encoding cut = encoder.encode("good ".repeat(30));

            assertThat(exact.length()).isEqualTo(10);
            assertThat(exact.truncated()).isFalse();
            assertThat(cut.length()).isEqualTo(10);
            assertThat(cut.cutTokens()).isEqualTo(22);
            assertThat(cut.ids()[9]).isEqualTo(3);
        }
    }

    @Test
    void no_limit_cuts_nothing() {
        try (HuggingFaceEncoder encoder =
                HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), HuggingFaceEncoder.UNLIMITED)) {
            assertThat(encoder.encode("good ".repeat(3000)).length()).isEqualTo(3002);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_text_gets_the_ids_that_the_library_returns(boolean bpe) throws IOException {
        Path file = tokenizer(bpe ? TinyModel.roberta() : TinyModel.bert());
        Random random = new Random(20261122);
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, 24);
                HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(
                        file, Map.of("truncation", "true", "maxLength", "24", "padding", "false"))) {
            for (int i = 0; i < 3000; i++) {
                String text = randomText(random);
                long[] expected = library.encode(text).getIds();

                assertThat(encoder.encode(text).ids())
                        .as("text %s", i)
                        .containsExactly(java.util.Arrays.stream(expected)
                                .mapToInt(id -> (int) id)
                                .toArray());
            }
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(40);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.append(TinyModel.WORDS.get(random.nextInt(TinyModel.WORDS.size())));
                case 1 -> text.append(' ');
                case 2 -> text.append((char) random.nextInt(0x250));
                case 3 -> {
                    int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
                    text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
                }
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "ok \ude00", "\ud83d\ud83d\ude00"})
    void an_unpaired_surrogate_is_rejected(String text) {
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 24)) {
            assertThatThrownBy(() -> encoder.encode(text))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining("surrogate");
        }
    }

    @Test
    void a_limit_without_room_for_text_is_rejected() {
        Path file = tokenizer(TinyModel.bert());

        assertThatThrownBy(() -> HuggingFaceEncoder.load(file, 2))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("limit of 2")
                .hasMessageContaining("2 special tokens");
    }

    @Test
    void a_tokenizer_that_the_library_cannot_read_is_rejected() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, "{\"model\":{\"type\":\"Telepathy\",\"vocab\":{\"a\":0}}}");

        assertThatThrownBy(() -> HuggingFaceEncoder.load(file, 10))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void a_closed_encoder_says_so() {
        HuggingFaceEncoder encoder = HuggingFaceEncoder.load(tokenizer(TinyModel.bert()), 10);
        encoder.close();
        encoder.close();

        assertThatThrownBy(() -> encoder.encode("good")).hasMessageContaining("closed");
    }

    /** Simulates a machine with CUDA, on which the library looks for a CUDA flavour that it would have to download. */
    @Test
    void nothing_is_downloaded_where_the_library_wants_a_cuda_flavour() throws Exception {
        Path file = tokenizer(TinyModel.bert());
        Path cache = Files.createDirectory(folder.resolve("cache"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-DRUST_FLAVOR=cu122",
                "-DDJL_CACHE_DIR=" + cache,
                "-DENGINE_CACHE_DIR=" + cache,
                "-Dhttps.proxyHost=localhost",
                "-Dhttps.proxyPort=9",
                EncodeOneText.class.getName(),
                file.toString()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(output)).contains("encoded 3 ids");
        assertThat(process.exitValue()).isZero();
        try (var cached = Files.list(cache)) {
            assertThat(cached).isEmpty();
        }
    }

    /** Main class of a process that the test above starts. */
    static final class EncodeOneText {
        public static void main(String[] args) {
            try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(Path.of(args[0]), 16)) {
                System.out.println("encoded " + encoder.encode("good").length() + " ids");
            }
        }
    }
}
