package dev.parallax.graph;

import dev.parallax.encode.Encoding;
import dev.parallax.graph.GraphOptimizer.FloatProduct;
import dev.parallax.graph.GraphOptimizer.LabelGoal;
import dev.parallax.infer.model.ModelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The search for the products that stay in 32-bit floats so that labels are kept.
 *
 * <p>First all products are of 8-bit integers. If too many labels change, the error of each product is measured: the
 * difference of logits where it alone is of 8-bit integers. Then the first 1, 2, 4 and so on in the order of their
 * errors stay in floats, at most half of all, and the smallest number that is enough is found by halving the interval.
 * A graph of n products needs n sessions for the order and about 2 log n for the search. The same graph and texts give
 * the same products.
 *
 * <p>The aim is half of the changes that the goal allows, because other texts will have some more. Where that cannot be
 * had the goal itself is enough, and where that cannot be had either the number with the fewest changes is taken.
 */
final class SensitiveProducts {

    /** Most texts that a product's error is measured on, spread evenly over those of the goal. */
    private static final int RANKED_TEXTS = 64;

    private static final String LOGITS = "logits";

    private final ModelGraph graph;
    private final Shapes shapes;
    private final ActivationBalances balances;
    private final LabelGoal goal;
    private final List<String> products;
    private final Map<Integer, Integer> changes = new HashMap<>();

    /**
     * @param graph the graph with products of 32-bit floats
     * @param balances the balances of all products
     */
    SensitiveProducts(ModelGraph graph, Shapes shapes, ActivationBalances balances, LabelGoal goal) {
        this.graph = graph;
        this.shapes = shapes;
        this.balances = balances;
        this.goal = goal;
        this.products = QuantizedProducts.products(graph, shapes).values().stream()
                .flatMap(List::stream)
                .map(node -> node.getOutput(0))
                .toList();
    }

    /**
     * Searches.
     *
     * @return the products, the largest error first; none if the goal is reached without
     * @throws ModelException if the graph cannot be run
     */
    List<FloatProduct> find() {
        int most = products.size() / 2;
        if (!goal.isSet() || most == 0) {
            return List.of();
        }
        float[][] expected = logits(graph, goal.texts());
        int aim = goal.allowed() / 2;
        if (changes(List.of(), expected) <= aim) {
            return List.of();
        }
        List<FloatProduct> ranked = ranked(expected).subList(0, most);
        int few = 0;
        int enough = 1;
        while (changes(ranked.subList(0, enough), expected) > aim && enough < most) {
            few = enough;
            enough = Math.min(2 * enough, most);
        }
        while (changes(ranked.subList(0, enough), expected) <= aim && enough - few > 1) {
            int middle = (few + enough) / 2;
            if (changes(ranked.subList(0, middle), expected) <= aim) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return List.copyOf(ranked.subList(0, best(aim)));
    }

    /** The smallest number of products with few changes enough. */
    private int best(int aim) {
        int fewest = changes.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        int wanted = fewest <= aim ? aim : Math.max(fewest, goal.allowed());
        return changes.entrySet().stream()
                .filter(tried -> tried.getValue() <= wanted)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElseThrow();
    }

    /** Number of texts with another label where some products stay in floats. */
    private int changes(List<FloatProduct> inFloats, float[][] expected) {
        return changes.computeIfAbsent(inFloats.size(), count -> {
            Set<String> names = inFloats.stream().map(FloatProduct::name).collect(Collectors.toSet());
            float[][] found = logits(quantized(names), goal.texts());
            int changed = 0;
            for (int i = 0; i < found.length; i++) {
                changed += best(found[i]) == best(expected[i]) ? 0 : 1;
            }
            goal.progress()
                    .advanced(
                            "texts that keep their label with " + count + " of " + products.size()
                                    + " products in 32-bit floats",
                            Math.max(1, found.length - changed),
                            found.length);
            return changed;
        });
    }

    private ModelGraph quantized(Set<String> inFloats) {
        ModelGraph products = new QuantizedProducts(balances, name -> !inFloats.contains(name))
                .apply(graph, shapes)
                .graph();
        return new ApproximateGelus().apply(products, shapes).graph();
    }

    private List<FloatProduct> ranked(float[][] expected) {
        List<Encoding> texts = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        int count = Math.min(RANKED_TEXTS, expected.length);
        for (int i = 0; i < count; i++) {
            int text = (int) ((long) i * expected.length / count);
            texts.add(goal.texts().get(text));
            logits.add(expected[text]);
        }
        List<FloatProduct> ranked = new ArrayList<>();
        for (String product : products) {
            ModelGraph one = new QuantizedProducts(balances, product::equals)
                    .apply(graph, shapes)
                    .graph();
            ranked.add(new FloatProduct(product, error(logits, logits(one, texts))));
            goal.progress().advanced("products whose error was measured", ranked.size(), products.size());
        }
        ranked.sort(Comparator.comparingDouble(FloatProduct::error).reversed());
        return ranked;
    }

    /** Root mean square of the differences; infinite where one is no number. */
    private static double error(List<float[]> expected, float[][] found) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            for (int c = 0; c < found[i].length; c++) {
                double difference = (double) found[i][c] - expected.get(i)[c];
                sum += difference * difference;
                count++;
            }
        }
        double error = Math.sqrt(sum / count);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static float[][] logits(ModelGraph graph, List<Encoding> texts) {
        float[][] logits = new float[texts.size()][];
        try (TextSession session = TextSession.open(graph, Set.of(LOGITS))) {
            for (int i = 0; i < logits.length; i++) {
                int row = i;
                session.run(texts.get(i), (name, tensor) -> {
                    logits[row] = new float[tensor.getFloatBuffer().remaining()];
                    tensor.getFloatBuffer().get(logits[row]);
                });
            }
        }
        return logits;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }
}
