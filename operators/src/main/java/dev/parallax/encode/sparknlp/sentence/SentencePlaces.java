package dev.parallax.encode.sparknlp.sentence;

/**
 * Finds sentences in a text, each behind the one before. Nearly every sentence stands where the one before ended.
 * Others are searched for; the lengths of all sentences together are at most that of the text, so at worst the square
 * of its length is compared. For one thread.
 */
final class SentencePlaces {

    private final String text;
    private int from;

    SentencePlaces(String text) {
        this.text = text;
    }

    /**
     * The index at which a sentence begins, or -1. After one that is not found the search begins anew, as Spark NLP's
     * does.
     *
     * @param sentence not empty
     */
    int next(String sentence) {
        int place = text.indexOf(sentence, from);
        from = place + sentence.length();
        return place;
    }
}
