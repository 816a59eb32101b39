package dev.parallax.job.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.optimize.ComparisonTexts.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTextsTest {

    private static final Set<String> CLASSES = Set.of("negative", "positive");

    @TempDir
    Path temp;

    private static ComparisonTexts numbered(List<Integer> texts) {
        List<Line> lines = new ArrayList<>();
        for (int text : texts) {
            lines.add(new Line(lines.size() + 1L, Optional.empty(), "text " + text));
        }
        return new ComparisonTexts("a test", lines);
    }

    private static List<String> texts(ComparisonTexts texts) {
        return texts.lines().stream().map(Line::text).toList();
    }

    @Property
    void no_text_is_measured_and_compared_on_however_often_it_occurs(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20) Integer> numbers) throws IOException {
        ComparisonTexts all = numbered(numbers);
        int first = Math.max(1, numbers.size() / 4);
        if (numbers.subList(0, first).containsAll(numbers.subList(first, numbers.size()))) {
            assertThatThrownBy(all::parts).isInstanceOf(IOException.class).hasMessageContaining("has no others");
            return;
        }
        ComparisonTexts.Parts parts = all.parts();
        assertThat(texts(parts.comparison())).isNotEmpty().doesNotContainAnyElementsOf(texts(parts.calibration()));
        assertThat(texts(all)).startsWith(texts(parts.calibration()).toArray(String[]::new));
        assertThat(parts.calibration().lines()).hasSize(first);
        Set<String> together = new HashSet<>(texts(parts.calibration()));
        together.addAll(texts(parts.comparison()));
        assertThat(together).isEqualTo(new HashSet<>(texts(all)));
    }

    @Test
    void activations_are_measured_on_200_texts_at_most() throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            numbers.add(i);
        }
        ComparisonTexts.Parts parts = numbered(numbers).parts();
        assertThat(parts.calibration().lines()).hasSize(200);
        assertThat(parts.comparison().lines()).hasSize(1800);
    }

    @Property(tries = 200)
    void no_text_is_chosen_and_judged_on_where_texts_are_enough(
            @ForAll @IntRange(min = 1, max = 4000) int count, @ForAll @IntRange(min = 1, max = 4000) int different) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i % different);
        }
        ComparisonTexts all = numbered(numbers);
        ComparisonTexts.Division division = all.division();
        if (!division.apart()) {
            assertThat(division.choice()).isSameAs(all);
            assertThat(division.comparison()).isSameAs(all);
            assertThat(count < 150 || different < count).isTrue();
            return;
        }
        assertThat(count).isGreaterThanOrEqualTo(150);
        assertThat(division.choice().lines()).hasSize(Math.min(1000, count / 3));
        assertThat(division.comparison().lines())
                .hasSizeGreaterThanOrEqualTo(division.choice().lines().size());
        assertThat(new HashSet<>(texts(division.choice())))
                .doesNotContainAnyElementsOf(new HashSet<>(texts(division.comparison())));
    }

    @Test
    void lines_have_their_numbers_and_labels_that_are_classes() throws Exception {
        // Given
        Path file = Files.writeString(
                temp.resolve("texts.tsv"), "positive\tgood film\n\nno label here\nfair\tfine\nnegative\t \n");
        // When
        ComparisonTexts texts = ComparisonTexts.read(Optional.of(file), CLASSES);
        // Then
        assertThat(texts.origin()).isEqualTo("texts.tsv");
        assertThat(texts.lines())
                .containsExactly(
                        new Line(1, Optional.of("positive"), "good film"),
                        new Line(3, Optional.empty(), "no label here"),
                        new Line(4, Optional.empty(), "fine"));
    }

    @Test
    void a_file_without_text_is_a_failure_that_names_the_option() throws Exception {
        Path file = Files.writeString(temp.resolve("texts.tsv"), "positive\t\n\n");
        assertThatThrownBy(() -> ComparisonTexts.read(Optional.of(file), CLASSES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--texts")
                .hasMessageContaining("has no text");
    }

    @Test
    void without_a_file_the_built_in_sentences_are_those_whose_labels_are_the_model_s() throws Exception {
        assertThat(ComparisonTexts.read(Optional.empty(), CLASSES))
                .satisfies(texts -> assertThat(texts.origin()).contains("sentiment"))
                .satisfies(texts -> assertThat(texts.lines())
                        .hasSizeGreaterThan(400)
                        .allSatisfy(line -> assertThat(line.label()).isPresent()));
        assertThat(ComparisonTexts.read(Optional.empty(), Set.of("oos", "weather", "translate"))
                        .origin())
                .contains("intent");
        assertThat(ComparisonTexts.read(Optional.empty(), Set.of("LABEL_0", "LABEL_1")))
                .satisfies(texts -> assertThat(texts.origin()).contains("sentiment"))
                .satisfies(texts -> assertThat(texts.lines())
                        .allSatisfy(line -> assertThat(line.label()).isEmpty()));
    }
}
