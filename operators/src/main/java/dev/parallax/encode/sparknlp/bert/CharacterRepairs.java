package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.stage.HuggingFaceCharacters;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.wordpiece.PieceTrie;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Normalises the characters of a unit as Hugging Face does, before it is split into rule tokens: finds special tokens,
 * removes invisible characters, and replaces every Unicode space by an ASCII space. Immutable.
 */
public final class CharacterRepairs {

    /** Receives the segments of a unit. */
    interface SegmentConsumer {

        /**
         * Receives a segment of text.
         *
         * @param begin its offset in the unit
         * @param places offset in the unit of each of its UTF-16 units, or {@code null} if none was removed
         */
        void text(int begin, String text, int @Nullable [] places);

        /** Receives a special token found in the unit. */
        public void special(int begin, String token, int id);
    }

    private final @Nullable PieceTrie special;
    private final boolean controls;
    private final boolean formats;
    private final boolean privateUse;
    private final boolean spaces;

    /** @param special the added tokens of the model's own tokenizer */
    public CharacterRepairs(PieceTrie special, Set<Repair> repairs) {
        this.special = repairs.contains(Repair.SPECIAL_TOKENS) ? special : null;
        controls = repairs.contains(Repair.CONTROL_CHARACTERS);
        formats = repairs.contains(Repair.INVISIBLE_CHARACTERS);
        privateUse = repairs.contains(Repair.PRIVATE_USE_CHARACTERS);
        spaces = repairs.contains(Repair.UNICODE_SPACES);
    }

    /** Whether any of the repairs belongs to this class. */
    public static boolean isAskedFor(Set<Repair> repairs) {
        return repairs.contains(Repair.SPECIAL_TOKENS)
                || repairs.contains(Repair.CONTROL_CHARACTERS)
                || repairs.contains(Repair.INVISIBLE_CHARACTERS)
                || repairs.contains(Repair.PRIVATE_USE_CHARACTERS)
                || repairs.contains(Repair.UNICODE_SPACES);
    }

    /** The added tokens of a tokenizer as a trie for matching. */
    public static PieceTrie special(BertWordPiece model) {
        return new PieceTrie(model.addedTokens(), "");
    }

    /** Passes the segments of a unit to the consumer, in order. */
    void apply(String unit, SegmentConsumer parts) {
        int start = 0;
        if (special != null) {
            for (int i = 0; i < unit.length(); ) {
                long found = special.longest(unit, i, unit.length(), true);
                if (found == PieceTrie.NONE) {
                    i++;
                } else {
                    if (start < i) {
                        clean(unit, start, i, parts);
                    }
                    start = PieceTrie.end(found);
                    parts.special(i, unit.substring(i, start), PieceTrie.id(found));
                    i = start;
                }
            }
        }
        if (start == 0 || start < unit.length()) {
            clean(unit, start, unit.length(), parts);
        }
    }

    private void clean(String unit, int from, int to, SegmentConsumer parts) {
        int dirty = from;
        while (dirty < to && isPlain(unit.charAt(dirty))) {
            dirty++;
        }
        if (dirty == to || !(controls || formats || privateUse || spaces)) {
            parts.text(from, from == 0 && to == unit.length() ? unit : unit.substring(from, to), null);
            return;
        }
        StringBuilder text = new StringBuilder(to - from);
        int[] places = new int[to - from];
        for (int i = from; i < to; ) {
            int c = unit.codePointAt(i);
            int next = i + Character.charCount(c);
            if (!isRemoved(c)) {
                for (int unitOfC = i; unitOfC < next; unitOfC++) {
                    places[text.length() + unitOfC - i] = unitOfC;
                }
                text.appendCodePoint(spaces && HuggingFaceCharacters.isUnicodeSpace(c) ? ' ' : c);
            }
            i = next;
        }
        parts.text(from, text.toString(), Arrays.copyOf(places, text.length()));
    }

    private static boolean isPlain(char c) {
        return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
    }

    private boolean isRemoved(int c) {
        return (controls && HuggingFaceCharacters.isControl(c))
                || (formats && HuggingFaceCharacters.isFormat(c))
                || (privateUse && HuggingFaceCharacters.isPrivateUse(c));
    }
}
