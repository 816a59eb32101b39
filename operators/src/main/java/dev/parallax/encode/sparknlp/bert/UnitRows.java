package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.wordpiece.Ids;
import java.util.List;

/**
 * Builds the rows of a text's units from the word pieces of its rule tokens. A unit has all tokens within its offsets,
 * even those that come from another unit. For one thread.
 */
public final class UnitRows {

    private static final int[] NONE = {};

    private final List<Annotation> tokens;
    private final Ids pieces = new Ids();
    private final int[] starts;
    private final boolean ordered;

    /** @param tokens the rule tokens of all units, with offsets in the document */
    public UnitRows(List<Annotation> tokens) {
        this.tokens = tokens;
        this.starts = new int[tokens.size() + 1];
        this.ordered = isOrdered(tokens);
    }

    private static boolean isOrdered(List<Annotation> tokens) {
        int begin = Integer.MIN_VALUE;
        for (Annotation token : tokens) {
            if (token.begin() < begin || token.end() < token.begin()) {
                return false;
            }
            begin = token.begin();
        }
        return true;
    }

    /**
     * The list to which the pieces of the tokens are added, token by token, with a call of {@link #endToken} after
     * each.
     */
    public Ids pieces() {
        return pieces;
    }

    /** Marks the end of a token's pieces. */
    public void endToken(int index) {
        starts[index + 1] = pieces.size();
    }

    /**
     * The row of a unit: its pieces between the special tokens.
     *
     * @param room most pieces of the row
     * @param cutsLeft whether a row that is too long loses its start
     * @param masksZero whether the model does not attend to id 0
     * @return the row, or a row without ids if the unit has no tokens
     */
    public Encoding row(Annotation unit, int first, int last, int room, boolean cutsLeft, boolean masksZero) {
        Ids own = new Ids();
        boolean any = false;
        for (int i = ordered ? firstFrom(unit.begin()) : 0; i < tokens.size(); i++) {
            Annotation token = tokens.get(i);
            if (ordered && token.begin() > unit.end()) {
                break;
            }
            if (token.begin() >= unit.begin() && token.end() <= unit.end()) {
                any = true;
                for (int piece = starts[i]; piece < starts[i + 1]; piece++) {
                    own.add(pieces.at(piece));
                }
            }
        }
        return any ? row(own, first, last, room, cutsLeft, masksZero) : Encoding.of();
    }

    private static Encoding row(Ids own, int first, int last, int room, boolean cutsLeft, boolean masksZero) {
        int[] ids = own.row(first, last, room, cutsLeft);
        return new Encoding(ids, NONE, masksZero ? mask(ids) : NONE, own.size() + 2 - ids.length);
    }

    /** Attention mask as in Spark NLP, which treats every id 0 as padding. */
    private static int[] mask(int[] ids) {
        for (int id : ids) {
            if (id == 0) {
                int[] mask = new int[ids.length];
                for (int i = 0; i < ids.length; i++) {
                    mask[i] = ids[i] == 0 ? 0 : 1;
                }
                return mask;
            }
        }
        return NONE;
    }

    private int firstFrom(int begin) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).begin() < begin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
