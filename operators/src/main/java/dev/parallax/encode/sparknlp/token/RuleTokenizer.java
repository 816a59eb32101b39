package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.InterruptibleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Spark NLP's {@code Tokenizer} with parameters other than the defaults: the same steps, including its wrong offsets.
 * Immutable and safe for several threads.
 */
final class RuleTokenizer {

    /** Noncharacter used as a marker when markers in the text are ordinary text. */
    private static final char OTHER_BREAK = '\ufdd0';

    private static final char OTHER_PROTECT = '\ufdd1';

    private final TokenizerParams params;
    private final RulePatterns patterns;
    private final boolean exceptions;
    private final @Nullable ContextScanner scanner;
    private final @Nullable Pattern splitPattern;
    private final @Nullable Pattern splitChars;
    private final char breakMark;
    private final char protectMark;

    RuleTokenizer(TokenizerParams params, boolean treatMarkersAsText) {
        this.params = params;
        patterns = RulePatterns.of(params);
        exceptions = patterns.exceptions() != null;
        scanner = params.hasOwnRule() ? new ContextScanner(params.contextChars()) : null;
        splitPattern = params.splitPattern() == null ? null : Pattern.compile(params.splitPattern());
        splitChars = compileOrNull(String.join("|", params.splitChars()));
        breakMark = treatMarkersAsText ? OTHER_BREAK : RulePatterns.BREAK;
        protectMark = treatMarkersAsText ? OTHER_PROTECT : RulePatterns.PROTECT;
    }

    /** The compiled pattern, or {@code null} if it is invalid: Spark NLP continues with the unsplit token then. */
    private static @Nullable Pattern compileOrNull(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    List<Annotation> tokens(Annotation unit) {
        try {
            return new Tokenization(unit).tokens();
        } catch (StackOverflowError e) {
            throw new EncodingException(
                    "The tokenizer's patterns overflow the stack on a text of "
                            + unit.result().length() + " UTF-16 units",
                    e);
        }
    }

    /** State while one unit is tokenized. */
    private final class Tokenization {

        private final Annotation unit;
        private final Set<String> wholeExceptions = new HashSet<>();
        private final List<Annotation> tokens = new ArrayList<>();

        Tokenization(Annotation unit) {
            this.unit = unit;
        }

        List<Annotation> tokens() {
            String marked = marked(withProtectedExceptions(unit.result()), breakMark);
            int start = 0;
            for (int i = 0; i <= marked.length(); i++) {
                if (i == marked.length() || marked.charAt(i) == breakMark) {
                    if (start < i) {
                        candidate(marked.substring(start, i), start, i);
                    }
                    start = i + 1;
                }
            }
            return tokens;
        }

        /**
         * Replaces breaks by a mark. A break of two UTF-16 units becomes one mark, which shifts all later offsets as in
         * Spark NLP.
         */
        private String marked(String text, char mark) {
            StringBuilder marked = null;
            Matcher breaks = patterns.breaks().matcher(InterruptibleText.of(text));
            int from = 0;
            while (breaks.find()) {
                if (text.charAt(breaks.start()) == protectMark) {
                    continue; // the class of Spark NLP's pattern leaves out its own mark only
                }
                marked = marked == null ? new StringBuilder(text.length()) : marked;
                marked.append(text, from, breaks.start()).append(mark);
                from = breaks.end();
            }
            return marked == null
                    ? text
                    : marked.append(text, from, text.length()).toString();
        }

        private String withProtectedExceptions(String text) {
            Pattern pattern = patterns.exceptions();
            if (pattern == null) {
                return text;
            }
            try {
                return pattern.matcher(InterruptibleText.of(text)).replaceAll(match -> {
                    String kept = marked(match.group(), protectMark);
                    if (kept.equals(match.group())) {
                        wholeExceptions.add(kept);
                    }
                    // Spark NLP uses it as a replacement without escaping dollar signs and backslashes.
                    return kept;
                });
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new EncodingException(
                        "Spark NLP's Tokenizer fails on this text: an exception matched a dollar sign or "
                                + "backslash, which it interprets as a reference to a group",
                        e);
            }
        }

        private void candidate(String candidate, int from, int to) {
            if (exceptions && (candidate.indexOf(protectMark) >= 0 || wholeExceptions.contains(candidate))) {
                String text = unit.result();
                add(text.substring(Math.min(from, text.length()), Math.min(to, text.length())), from, to);
                return;
            }
            if (scanner != null) {
                if (scanner.isContextOnly(candidate)) {
                    add(candidate, from, to);
                } else {
                    Groups groups = new Groups(candidate, from, 0);
                    scanner.scan(candidate, 0, candidate.length(), (a, b) -> groups.take(candidate.substring(a, b)));
                }
                return;
            }
            for (Pattern rule : patterns.rules()) {
                Matcher match = rule.matcher(InterruptibleText.of(candidate));
                if (match.find()) {
                    Groups groups = new Groups(match.group(), from, match.start());
                    for (int i = 1; i <= match.groupCount(); i++) {
                        groups.take(match.group(i));
                    }
                    return;
                }
            }
            add(candidate, from, to);
        }

        private void add(String token, int from, int to) {
            if (params.allows(token.length())) {
                tokens.add(new Annotation(unit.begin() + from, unit.begin() + to - 1, token));
            }
        }

        /** The groups of a rule's match, which Spark NLP places one after the other wherever they matched. */
        private final class Groups {

            private final String matched;
            private final int from;
            private int at;

            Groups(String matched, int from, int at) {
                this.matched = matched;
                this.from = from;
                this.at = at;
            }

            @SuppressWarnings("StringSplitter") // what is surprising about it is what Spark NLP has
            void take(@Nullable String group) {
                if (group == null) {
                    throw new EncodingException(
                            "Spark NLP's Tokenizer fails on this text: a group of its patterns has no match");
                }
                Pattern splitter = splitter(group);
                if (group.isEmpty() || splitter == null) {
                    add(group, from + at, from + at + group.length());
                    at += group.length();
                    return;
                }
                for (String part : splitter.split(InterruptibleText.of(group))) {
                    at = matched.indexOf(part, at);
                    add(part, from + at, from + at + part.length());
                    at += part.length();
                }
            }
        }

        /** The pattern that splits a group, or {@code null} if it stays whole. */
        private @Nullable Pattern splitter(String group) {
            if (splitPattern != null && splitPattern.split(InterruptibleText.of(group)).length > 1) {
                return splitPattern;
            }
            Predicate<String> inGroup = c -> group.indexOf(c.charAt(c.length() - 1)) >= 0;
            return params.splitChars().stream().anyMatch(inGroup) ? splitChars : null;
        }
    }
}
