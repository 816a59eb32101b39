package dev.parallax.encode.wordpiece;

import java.util.Arrays;
import java.util.Map;

/**
 * A trie over a vocabulary that finds the longest piece at an offset of a word without creating strings. Its edges are
 * in one open-addressing hash table. Immutable and safe for several threads.
 */
public final class PieceTrie {

    /** Result if no piece matches. */
    public static final int NONE = -1;

    private static final int ROOT = 0;
    private static final int EMPTY = -1;
    private static final int BITS_OF_CHAR = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] edges = filled(1 << 10);
    private int[] targets = new int[1 << 10];
    private int edgeCount;
    private int[] ids = {NONE};
    private int nodeCount = 1;
    private final int inside;

    /**
     * @param vocabulary pieces and their ids
     * @param prefix prefix of pieces that continue a word
     */
    public PieceTrie(Map<String, Integer> vocabulary, String prefix) {
        vocabulary.forEach((piece, id) -> {
            int node = node(piece); // may make the array anew
            ids[node] = id;
        });
        inside = node(prefix);
    }

    private static long[] filled(int length) {
        long[] values = new long[length];
        Arrays.fill(values, EMPTY);
        return values;
    }

    /**
     * Finds the longest piece that is a prefix of a part of a word.
     *
     * @param from index of the part's first unit
     * @param to index of the part's end, exclusive
     * @param first whether the part is the start of the word
     * @return its {@link #id} and its {@link #end} as one number, or {@link #NONE}
     */
    public long longest(CharSequence word, int from, int to, boolean first) {
        int node = first ? ROOT : inside;
        long found = NONE;
        for (int i = from; i < to; i++) {
            node = child(node, word.charAt(i));
            if (node == EMPTY) {
                break;
            }
            if (ids[node] != NONE) {
                found = ((long) ids[node] << Integer.SIZE) | (i + 1);
            }
        }
        return found;
    }

    /** The id of a piece that was found. */
    public static int id(long found) {
        return (int) (found >>> Integer.SIZE);
    }

    /** The index after the last unit of a piece that was found. */
    public static int end(long found) {
        return (int) found;
    }

    private int child(int node, char c) {
        int slot = slot(edge(node, c));
        return edges[slot] == EMPTY ? EMPTY : targets[slot];
    }

    private static long edge(int node, char c) {
        return ((long) node << BITS_OF_CHAR) | c;
    }

    /** The slot of an edge in the table, or the free slot for it. */
    private int slot(long edge) {
        int mask = edges.length - 1;
        int slot = (int) ((edge * SPREAD) >>> Integer.SIZE) & mask;
        while (edges[slot] != edge && edges[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The node of a string, created if it is missing. */
    private int node(String string) {
        int node = ROOT;
        for (int i = 0; i < string.length(); i++) {
            int slot = slot(edge(node, string.charAt(i)));
            if (edges[slot] == EMPTY) {
                if (++edgeCount * 2 > edges.length) {
                    grow();
                    slot = slot(edge(node, string.charAt(i)));
                }
                edges[slot] = edge(node, string.charAt(i));
                targets[slot] = newNode();
            }
            node = targets[slot];
        }
        return node;
    }

    private int newNode() {
        if (nodeCount == ids.length) {
            int[] larger = Arrays.copyOf(ids, ids.length * 2);
            Arrays.fill(larger, ids.length, larger.length, NONE);
            ids = larger;
        }
        return nodeCount++;
    }

    private void grow() {
        long[] oldEdges = edges;
        int[] oldTargets = targets;
        edges = filled(oldEdges.length * 2);
        targets = new int[edges.length];
        for (int i = 0; i < oldEdges.length; i++) {
            if (oldEdges[i] != EMPTY) {
                int slot = slot(oldEdges[i]);
                edges[slot] = oldEdges[i];
                targets[slot] = oldTargets[i];
            }
        }
    }
}
