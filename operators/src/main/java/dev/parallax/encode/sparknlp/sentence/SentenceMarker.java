package dev.parallax.encode.sparknlp.sentence;

/**
 * Marks where sentences end, by the rules of Spark NLP's {@code PragmaticContentFormatter} in the order of
 * {@code DefaultPragmaticMethod}, or of {@code MixedPragmaticMethod} if there are custom bounds. Immutable.
 *
 * <p>The rules that mark question and exclamation marks before quotes and lower-case letters are left out: the rules
 * after them look at full stops and semicolons only, and the mark is replaced by the same character in the end.
 */
final class SentenceMarker {

    private final SentenceDetectorParams params;
    private final CustomBounds customBounds;
    private final boolean treatMarkersAsText;

    SentenceMarker(SentenceDetectorParams params, boolean treatMarkersAsText) {
        this.params = params;
        this.customBounds = new CustomBounds(params);
        this.treatMarkersAsText = treatMarkersAsText;
    }

    /**
     * Inserts the marks into a text. Takes linear time, except for custom bounds, which are as slow as their regular
     * expressions.
     */
    MarkedText mark(String text) {
        if (customBounds.isEmpty()) {
            MarkedText marked = lists(MarkedText.of(text, treatMarkersAsText));
            StopRules.markAsNoEnd(marked, StopRules::inNumber);
            return afterAbbreviations(abbreviations(marked));
        }
        MarkedText marked = customBounds.mark(text, treatMarkersAsText);
        if (params.useCustomBoundsOnly()) {
            return marked;
        }
        marked = abbreviations(lists(marked));
        StopRules.markAsNoEnd(marked, StopRules::inNumber);
        return afterAbbreviations(marked);
    }

    private MarkedText lists(MarkedText text) {
        return params.detectLists() ? ListRules.mark(text) : text;
    }

    private MarkedText abbreviations(MarkedText text) {
        MarkedText marked = ProtectionRules.initialsAndTimes(text);
        StopRules.markAsNoEnd(marked, StopRules::afterInitial);
        if (params.useAbbreviations()) {
            StopRules.markAsNoEnd(marked, Abbreviations::isNoSentenceEnd);
        }
        return marked;
    }

    private static MarkedText afterAbbreviations(MarkedText text) {
        MarkedText marked = BreakRules.exclamations(text);
        StopRules.markAsNoEnd(marked, StopRules::betweenWords);
        StopRules.markAsNoEnd(marked, StopRules::inCoordinate);
        return BreakRules.stops(ProtectionRules.betweenPunctuation(BreakRules.ellipses(marked)));
    }
}
