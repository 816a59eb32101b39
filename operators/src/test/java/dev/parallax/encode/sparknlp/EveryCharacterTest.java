package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.LibraryEncoding;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code point, alone and inside a word, against the real Hugging Face tokenizer. */
class EveryCharacterTest {

    private static final int STEP = 512;

    /** First code point after which all planes up to the tags have only ideographs and unassigned code points. */
    private static final int UNVARIED = 0x30000;

    private static final int TAGS = 0xe0000;

    @TempDir
    static Path folder;

    @ParameterizedTest(name = "lowercase {0}, strip_accents {1}")
    @CsvSource({"true,", "false,", "true,false", "false,true"})
    void every_code_point_is_read_as_hugging_face_reads_it(boolean lowercase, Boolean stripAccents) {
        TokenizerFile file = CharacterTokenizer.write(folder, lowercase, stripAccents);
        SparkNlpEncoder twin = new SparkNlpEncoder(
                SparkNlpPipeline.documents(BertForSequenceClassification.Params.DEFAULT),
                file,
                HuggingFaceEncoder.UNLIMITED,
                Integer.MAX_VALUE);
        Set<String> different = new TreeSet<>();
        try (HuggingFaceEncoder huggingFace = HuggingFaceEncoder.load(file, HuggingFaceEncoder.UNLIMITED)) {
            for (int from = 0; from <= Character.MAX_CODE_POINT; from += STEP) {
                boolean looked = from < UNVARIED || from >= TAGS || (lowercase && stripAccents == null);
                if (looked && !same(text(from, from + STEP), twin, huggingFace)) {
                    for (int c = from; c < from + STEP; c++) {
                        if (!same(text(c, c + 1), twin, huggingFace)) {
                            different.add("%05X %s %s %s"
                                    .formatted(
                                            c,
                                            Character.getType(c),
                                            huggingFace.inspect(text(c, c + 1)).tokens(),
                                            pieces(twin, ids(twin, text(c, c + 1)))));
                        }
                    }
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int c = from; c < to; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.append('a')
                        .appendCodePoint(c)
                        .append("b ")
                        .appendCodePoint(c)
                        .append(' ');
            }
        }
        return text.toString();
    }

    private static int[] ids(SparkNlpEncoder twin, String text) {
        return twin.encode(text, EnumSet.allOf(Repair.class)).rows().get(0).ids();
    }

    private static boolean same(String text, SparkNlpEncoder twin, HuggingFaceEncoder huggingFace) {
        return Arrays.equals(
                ids(twin, text), LibraryEncoding.of(huggingFace, text).ids());
    }

    private static List<String> pieces(SparkNlpEncoder twin, int[] ids) {
        return Arrays.stream(ids).mapToObj(twin::piece).toList();
    }
}
