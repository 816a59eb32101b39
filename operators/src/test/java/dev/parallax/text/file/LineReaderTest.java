package dev.parallax.text.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.ByteSignature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @Test
    void lines_end_at_line_feeds_and_lose_one_carriage_return() throws IOException {
        assertThat(lines("a\r\n\n\r\nb\r\r\nc")).containsExactly("a", "", "", "b\r", "c");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).containsExactly("", "");
    }

    @Property(tries = 200)
    void joined_lines_are_split_again(@ForAll("lineLists") List<String> lines) throws IOException {
        String content = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        assertThat(lines(content)).isEqualTo(lines);
    }

    @Property(tries = 200)
    void lines_are_the_same_packed_and_behind_a_byte_order_mark(@ForAll("lineLists") List<String> lines)
            throws IOException {
        String content = lines.stream().map(line -> line + "\n").collect(Collectors.joining());

        assertThat(lines(gzip(content.getBytes(StandardCharsets.UTF_8)))).isEqualTo(lines);
        assertThat(lines("\uFEFF" + content)).isEqualTo(lines);
        assertThat(lines(gzip(("\uFEFF" + content).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void utf16_is_named(String charset) {
        assertThatThrownBy(() -> lines("good\ttext\n".getBytes(Charset.forName(charset))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in must have lines in UTF-8")
                .hasMessageContaining("looks like UTF-16");
    }

    @Test
    void other_compressions_are_named() {
        byte[] zstandard = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 1, 2};

        assertThatThrownBy(() -> lines(zstandard)).hasMessageContaining("looks like Zstandard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORC attacked", "PAR1", "BZh", "%PDF-", "PK\u0003\u0004"})
    void a_text_that_begins_as_another_format_does_is_a_text(String text) throws IOException {
        assertThat(lines(text)).containsExactly(text);
    }

    @Test
    void a_line_with_a_zero_byte_is_a_line() throws IOException {
        assertThat(lines("a\u0000b\nc")).containsExactly("a\u0000b", "c");
        assertThat(lines("\u0000\u0000\u0000\u0000\u0005{}")).hasSize(1);
    }

    @Property(tries = 1000)
    void no_bytes_make_it_throw_but_those_of_other_formats(@ForAll byte[] bytes) {
        try {
            lines(bytes);
        } catch (IOException e) {
            assertThat(ByteSignature.of(bytes).isPresent() || ByteSignature.isGzip(bytes))
                    .isTrue();
        }
    }

    @Test
    void a_packed_file_that_is_cut_is_an_error() throws IOException {
        byte[] packed = gzip("good\n".repeat(1000).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> lines(java.util.Arrays.copyOf(packed, packed.length - 9)))
                .isInstanceOf(IOException.class);
    }

    @Provide
    Arbitrary<List<String>> lineLists() {
        return Arbitraries.strings().withChars("ab \t\\").ofMaxLength(4).list().ofMaxSize(8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static List<String> lines(String content) throws IOException {
        return lines(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(byte[] content) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = LineReader.open(new ByteArrayInputStream(content), "in")) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
                assertThat(reader.number()).isEqualTo(lines.size());
            }
        }
        return lines;
    }
}
