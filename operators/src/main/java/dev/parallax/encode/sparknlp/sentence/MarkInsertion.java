package dev.parallax.encode.sparknlp.sentence;

/**
 * One pass over a {@link MarkedText} that inserts marks. Offsets refer to the text before the pass and must increase.
 */
final class MarkInsertion {

    private final MarkedText source;
    private final MarkedText target;
    private int copied;

    MarkInsertion(MarkedText source) {
        this.source = source;
        this.target = MarkedText.empty(source.length() + source.length() / 8);
    }

    /** Ends a sentence before an offset. */
    void breakBefore(int place) {
        copy(place);
        target.append(MarkedText.BREAK);
    }

    /**
     * Prevents that a sentence ends between two offsets. Backslashes there are removed, because Spark NLP passes the
     * match to {@code Matcher.appendReplacement}, which treats them as escapes.
     */
    void protect(int begin, int end) {
        copy(begin);
        target.append(MarkedText.OPEN);
        for (int i = begin; i < end; i++) {
            if (source.at(i) != '\\') {
                target.append(source.at(i));
            }
        }
        copied = end;
        target.append(MarkedText.CLOSE);
    }

    /** The text with the marks. */
    MarkedText result() {
        if (target.length() == 0) {
            return source;
        }
        copy(source.length());
        return target;
    }

    private void copy(int end) {
        target.append(source, copied, end);
        copied = end;
    }
}
