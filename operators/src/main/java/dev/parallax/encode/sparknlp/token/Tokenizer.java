package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spark NLP's rule-based {@code Tokenizer}, an annotator: sentences to tokens by prefix, suffix, infix and exception
 * rules. {@code BasicTokenizer} of the BERT stage splits these tokens again, into words. Immutable and safe for several
 * threads.
 */
public final class Tokenizer implements TokenSplitter {

    private final TokenizerParams params;
    private final boolean treatMarkersAsText;
    private final ContextScanner scanner;
    private final @Nullable RuleTokenizer rules;

    /** @param params the parameters */
    public Tokenizer(TokenizerParams params) {
        this(params, false);
    }

    /**
     * @param treatMarkersAsText whether characters of the text that Spark NLP uses as markers are ordinary text
     *     ({@link Repair#MARKER_CHARACTERS}); {@code false} for what Spark NLP does
     */
    public Tokenizer(TokenizerParams params, boolean treatMarkersAsText) {
        this.params = params;
        this.treatMarkersAsText = treatMarkersAsText;
        scanner = new ContextScanner(params.contextChars());
        rules = params.isPlain() ? null : new RuleTokenizer(params, treatMarkersAsText);
    }

    @Override
    public List<Annotation> tokens(Annotation unit) {
        if (rules != null) {
            return rules.tokens(unit);
        }
        String text = unit.result();
        List<Annotation> tokens = new ArrayList<>(text.length() / 4 + 1);
        ContextScanner.SpanConsumer spans = (from, to) -> {
            if (params.allows(to - from)) {
                tokens.add(new Annotation(unit.begin() + from, unit.begin() + to - 1, text.substring(from, to)));
            }
        };
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isBreak(text.charAt(i))) {
                if (start < i) {
                    scanner.scan(text, start, i, spans);
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            scanner.scan(text, start, text.length(), spans);
        }
        return tokens;
    }

    private boolean isBreak(char c) {
        return c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r') : c == RulePatterns.BREAK && !treatMarkersAsText;
    }
}
