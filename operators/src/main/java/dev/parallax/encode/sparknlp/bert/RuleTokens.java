package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rule tokens of a text's units, and the special tokens among them. For one thread. */
public final class RuleTokens {

    private final List<Annotation> tokens = new ArrayList<>();
    private final Map<Integer, Integer> specials = new HashMap<>();

    /** All tokens, in order. */
    public List<Annotation> tokens() {
        return tokens;
    }

    /** The id of a special token; {@code null} for any other. */
    @Nullable
    public Integer special(int index) {
        return specials.isEmpty() ? null : specials.get(index);
    }

    /** Adds the tokens of a unit as Spark NLP splits it. */
    public void add(Annotation unit, TokenSplitter splitter) {
        tokens.addAll(splitter.tokens(unit));
    }

    /** Adds the tokens of a unit after its characters are repaired. Offsets refer to the original unit. */
    public void add(Annotation unit, TokenSplitter splitter, CharacterRepairs repairs) {
        repairs.apply(unit.result(), new CharacterRepairs.SegmentConsumer() {
            @Override
            public void text(int begin, String text, int @Nullable [] places) {
                if (places == null) {
                    int first = unit.begin() + begin;
                    tokens.addAll(splitter.tokens(new Annotation(first, first + text.length() - 1, text)));
                    return;
                }
                for (Annotation token : splitter.tokens(new Annotation(0, text.length() - 1, text))) {
                    tokens.add(new Annotation(
                            unit.begin() + place(places, token.begin()),
                            unit.begin() + place(places, token.end()),
                            token.result()));
                }
            }

            @Override
            public void special(int begin, String token, int id) {
                specials.put(tokens.size(), id);
                int first = unit.begin() + begin;
                tokens.add(new Annotation(first, first + token.length() - 1, token));
            }
        });
    }

    /** The offset of a token in the original unit, clamped to it because tokenizers may lose a token's offset. */
    private static int place(int[] places, int index) {
        return places[Math.max(0, Math.min(index, places.length - 1))];
    }
}
