package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.pipeline.KafkaTopics;
import org.junit.jupiter.api.Test;

/** Tests how the page aligns the pieces of both sides. */
@InChromium
class PieceAlignmentTest extends DashboardInBrowser {

    PieceAlignmentTest(KafkaTopics kafka) {
        super(kafka);
    }

    @Test
    void pieces_are_aligned_by_what_both_sides_have() {
        try (DashboardPage page = open()) {
            Object steps = page.evaluate("import('/align.js').then(({ align }) => JSON.stringify(["
                    + "align(['a', 'b', 'c', 'd', 'e'], ['a', 'x', 'c', 'e']),"
                    + "align([], ['a']), align(['a'], ['a']), align(['a', 'b'], ['b', 'a'])]))");
            assertThat(steps)
                    .isEqualTo("[[{\"same\":\"a\"},{\"left\":[\"b\"],\"right\":[\"x\"]},{\"same\":\"c\"},"
                            + "{\"left\":[\"d\"],\"right\":[]},{\"same\":\"e\"}],"
                            + "[{\"left\":[],\"right\":[\"a\"]}],[{\"same\":\"a\"}],"
                            + "[{\"left\":[\"a\"],\"right\":[]},{\"same\":\"b\"},{\"left\":[],\"right\":[\"a\"]}]]");
        }
    }

    @Test
    void an_alignment_holds_all_pieces_of_both_sides_and_no_two_differences_side_by_side() {
        try (DashboardPage page = open()) {
            Object wrong = page.evaluate("import('/align.js').then(({ align }) => { let seed = 1;"
                    + " const next = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };"
                    + " const row = () => Array.from({ length: next(9) }, () => 'abc'[next(3)]);"
                    + " for (let i = 0; i < 2000; i += 1) { const left = row(); const right = row(); const"
                    + " steps = align(left, right);"
                    + "   const a = steps.flatMap((s) => 'same' in s ? [s.same] : s.left);"
                    + "   const b = steps.flatMap((s) => 'same' in s ? [s.same] : s.right);"
                    + "   const twice = steps.some((s, n) => n > 0 && s.left && steps[n - 1].left);"
                    + "   if (a.join() !== left.join() || b.join() !== right.join() || twice) return left + ' /"
                    + " ' + right; }"
                    + " return ''; })");
            assertThat(wrong).isEqualTo("");
        }
    }
}
