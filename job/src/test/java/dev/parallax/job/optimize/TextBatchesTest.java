package dev.parallax.job.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.Scores;
import dev.parallax.train.data.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TextBatchesTest {

    /** A classifier whose logit of a text is its first id, and that keeps the batches it was given. */
    private static final class FirstId implements Classifier {

        private final String name;
        private final List<String> calls;
        private final List<List<Encoding>> batches = new ArrayList<>();

        FirstId(String name, List<String> calls) {
            this.name = name;
            this.calls = calls;
        }

        @Override
        public List<Scores> score(List<Encoding> batch) {
            calls.add(name);
            batches.add(batch);
            return batch.stream().map(text -> Scores.of(text.ids()[0])).toList();
        }

        @Override
        public void close() {}
    }

    private static List<Encoding> texts(List<Integer> lengths) {
        List<Encoding> texts = new ArrayList<>();
        for (int length : lengths) {
            int[] ids = new int[length];
            Arrays.fill(ids, texts.size());
            texts.add(Encoding.of(ids));
        }
        return texts;
    }

    @Property(tries = 200)
    void logits_are_in_the_order_of_the_texts_and_batches_within_their_limits(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 1, max = 6000) Integer> lengths) throws Exception {
        // Given
        List<Encoding> texts = texts(lengths);
        FirstId classifier = new FirstId("one", new ArrayList<>());
        List<Integer> done = new ArrayList<>();
        Progress progress = (stage, part, total) -> done.add(part);
        // When
        float[][] logits = new TextBatches(texts).logits(classifier, "texts", progress);
        // Then
        for (int i = 0; i < texts.size(); i++) {
            assertThat(logits[i]).containsExactly(i);
        }
        assertThat(done).isSorted().endsWith(texts.size()).hasSameSizeAs(classifier.batches);
        int shortest = Integer.MAX_VALUE;
        for (List<Encoding> batch : classifier.batches) {
            int longest = batch.stream().mapToInt(Encoding::length).max().orElseThrow();
            assertThat(longest).isLessThanOrEqualTo(shortest);
            assertThat(batch.size() == 1 || (batch.size() <= 16 && batch.size() * longest <= 4096))
                    .isTrue();
            shortest = batch.stream().mapToInt(Encoding::length).min().orElseThrow();
        }
    }

    @Example
    void two_models_run_in_turns_on_the_same_batches() throws Exception {
        // Given texts of three batches
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lengths.add(i + 1);
        }
        List<String> calls = new ArrayList<>();
        FirstId one = new FirstId("one", calls);
        FirstId other = new FirstId("other", calls);
        // When
        long[] nanos = new TextBatches(texts(lengths)).nanosInTurns(one, other, false);
        // Then
        assertThat(calls).containsExactly("one", "other", "other", "one", "one", "other");
        assertThat(one.batches).isEqualTo(other.batches).hasSize(3);
        assertThat(nanos).hasSize(2);
    }
}
