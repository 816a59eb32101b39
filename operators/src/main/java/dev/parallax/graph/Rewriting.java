package dev.parallax.graph;

/** A rewriting of a graph: it finds all places of one pattern and puts something equivalent there. */
public interface Rewriting {

    /**
     * A graph with the pattern rewritten.
     *
     * @param graph the graph with the new nodes; the one that was given, if nothing was found
     * @param places how often the pattern was found
     */
    record Result(ModelGraph graph, int places) {}

    /** The name of the rewriting on the card of an optimised model. */
    String name();

    /**
     * Rewrites a graph.
     *
     * @param graph the graph; it is left as it is
     * @param shapes the shapes of the values of the graph as it was exported: the first dimensions may have become
     *     smaller by the rewritings before this one, ranks and types have not
     */
    Result apply(ModelGraph graph, Shapes shapes);
}
