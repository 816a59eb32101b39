package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.CharacterTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code point, alone and inside a word, encoded in Java and by the tokenizer library. */
class BertEncoderCharactersTest {

    private static final int STEP = 512;

    /** First code point after which only the tags are neither ideographs, private nor unassigned. */
    private static final int UNVARIED = 0x30000;

    private static final int TAGS = 0xe0000;
    private static final int END_OF_TAGS = 0xe1000;

    @TempDir
    static Path folder;

    /** Marks that NFD sorts and that are not stripped: few, because most are stripped. Without NFD there are none. */
    @ParameterizedTest(name = "lowercase {0}, strip_accents {1}")
    @CsvSource({"true,,100", "false,,0", "true,false,0", "false,true,100"})
    void every_code_point_has_the_library_s_ids(boolean lowercase, Boolean stripAccents, int mostLeftToTheLibrary) {
        TokenizerFile file = CharacterTokenizer.write(folder, lowercase, stripAccents);
        Set<String> different = new TreeSet<>();
        List<Integer> left = new ArrayList<>();
        try (HuggingFaceEncoder encoder = HuggingFaceEncoder.load(file, HuggingFaceEncoder.UNLIMITED)) {
            for (int from = 0; from <= Character.MAX_CODE_POINT; from += STEP) {
                boolean usual = lowercase && stripAccents == null;
                if (usual || from < UNVARIED || (from >= TAGS && from < END_OF_TAGS)) {
                    List<Integer> regular = new ArrayList<>();
                    for (int c = from; c < from + STEP; c++) {
                        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                            (encoder.encodeInJava(Character.toString(c)) == null ? left : regular).add(c);
                        }
                    }
                    if (!same(regular, encoder)) {
                        for (int c : regular) {
                            if (!same(List.of(c), encoder)) {
                                different.add("%05X %s".formatted(c, Character.getName(c)));
                            }
                        }
                    }
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(left).hasSizeLessThanOrEqualTo(mostLeftToTheLibrary);
    }

    private static boolean same(List<Integer> characters, HuggingFaceEncoder encoder) {
        StringBuilder text = new StringBuilder();
        for (int c : characters) {
            text.append('a').appendCodePoint(c).append("b ").appendCodePoint(c).append(' ');
        }
        return encoder.encodeByTheLibrary(text.toString()).equals(encoder.encodeInJava(text.toString()));
    }
}
