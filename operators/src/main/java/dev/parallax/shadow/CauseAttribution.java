package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.infer.ScoredText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Finds out why the shadow did not answer as the primary did, by mending the shadow's quirks and running the model
 * again.
 *
 * <p>The repairs that matter to a text give sets of repairs, small ones first. Each set gives a reading of the text,
 * and each reading an answer; the first set whose answer is the primary's label is the cause. The model is run for all
 * readings at once, in one batch, and never for a row whose logits are known already, such as those that the primary
 * read. Two bounds hold: readings that the model is run for, and sets that are looked at.
 *
 * <p>Besides, one large set is looked at whatever its place: the one that is left when, starting from all repairs, each
 * is taken out without which the text is still read as the primary reads it. It needs no run, so a cause is proven even
 * where the bounds end the search before it, but then nobody knows whether a smaller set would have done.
 *
 * <p>A cause is minimal if every smaller set was answered and failed. Deterministic, and safe for several threads.
 */
final class CauseAttribution {

    private static final int SETS_PER_VARIANT = 2;

    private final Twin twin;
    private final Scorer scorer;
    private final ClassChoice choice;
    private final int maxVariants;
    private final int maxRows;

    /**
     * @param twin reads texts
     * @param scorer runs the model
     * @param choice reads an answer out of a {@code class} column
     * @param maxVariants most readings that the model is run for; twice as many sets are looked at
     * @param maxRows most rows that the model is run for
     */
    CauseAttribution(Twin twin, Scorer scorer, ClassChoice choice, int maxVariants, int maxRows) {
        this.twin = twin;
        this.scorer = scorer;
        this.choice = choice;
        this.maxVariants = maxVariants;
        this.maxRows = maxRows;
    }

    /** A set of repairs, and what it makes of the text. */
    private record Variant(Set<Repair> repairs, SparkNlpEncoding encoding) {

        List<Encoding> inputs() {
            return encoding.rows().stream().map(EncodingDiff::input).toList();
        }
    }

    /**
     * Attributes a disagreement.
     *
     * @param primary the text with the answer that the shadow did not give
     * @param shadow what the shadow read
     * @param logits what the model gave for it, {@code [rows, classes]}
     * @param executor where the model's answers are judged
     * @return the causes; where the model fails on a mended reading, as if it had not been run
     */
    CompletableFuture<Attribution> attribute(
            ScoredText primary, SparkNlpEncoding shadow, float[][] logits, Executor executor) {
        Search search = new Search(primary, shadow, logits);
        search.collect();
        if (search.rowsToRun.isEmpty()) {
            return CompletableFuture.completedFuture(search.result(0));
        }
        List<Encoding> rows = List.copyOf(search.rowsToRun);
        return scorer.score(rows)
                .map(run -> run.handleAsync(
                        (answers, failure) -> {
                            if (failure != null) {
                                return search.result(0);
                            }
                            for (int i = 0; i < answers.length; i++) {
                                search.known.put(rows.get(i), answers[i]);
                            }
                            return search.result(search.variantsToRun.size());
                        },
                        executor))
                .orElseGet(() -> CompletableFuture.completedFuture(search.result(0)));
    }

    /** One text's search. */
    private final class Search {

        private final ScoredText primary;
        private final Map<Encoding, float[]> known = new HashMap<>();
        private final Set<Repair> relevant;
        private final Set<Encoding> rowsToRun = new LinkedHashSet<>();
        private final Set<List<Encoding>> variantsToRun = new LinkedHashSet<>();
        private final List<Variant> variants = new ArrayList<>();
        private Set<Repair> fallback;
        /** All sets of up to so many repairs are among the variants. */
        private int completeSize;

        Search(ScoredText primary, SparkNlpEncoding shadow, float[][] logits) {
            this.primary = primary;
            for (int i = 0; i < logits.length; i++) {
                known.put(EncodingDiff.input(shadow.rows().get(i)), logits[i]);
            }
            known.put(
                    EncodingDiff.input(primary.encoding()), primary.prediction().logits());
            relevant = EnumSet.noneOf(Repair.class);
            relevant.addAll(twin.relevant(primary.text().text()));
            Set<Repair> activation = EnumSet.of(Repair.ACTIVATION);
            if (!label(new Variant(Set.of(), shadow)).equals(label(new Variant(activation, shadow)))) {
                relevant.addAll(activation); // it changes no ids, so no twin counts it among what matters to a text
            }
            fallback = relevant;
        }

        void collect() {
            fallback = sufficient();
            RepairSets sets = new RepairSets(relevant);
            int most = maxVariants * SETS_PER_VARIANT;
            for (int i = 0; i < most && sets.hasNext(); i++) {
                add(sets.next());
            }
            completeSize = sets.hasNext() ? sets.nextSize() - 1 : relevant.size();
            add(fallback);
        }

        /** Looks at a set, and plans the run of its reading where that is within the bounds. */
        private void add(Set<Repair> repairs) {
            Variant variant = read(repairs);
            variants.add(variant);
            List<Encoding> rows = variant.inputs();
            Set<Encoding> missing = new LinkedHashSet<>(rows);
            missing.removeAll(known.keySet());
            missing.removeAll(rowsToRun);
            if (!missing.isEmpty()
                    && variantsToRun.size() < maxVariants
                    && rowsToRun.size() + missing.size() <= maxRows) {
                variantsToRun.add(rows);
                rowsToRun.addAll(missing);
            }
        }

        private Variant read(Set<Repair> repairs) {
            return new Variant(repairs, twin.encode(primary.text().text(), repairs));
        }

        /**
         * The repairs that matter, less those that the primary's reading and answer can be had without. Should those
         * that matter not do, which happens where several stand in for each other, it starts from all repairs.
         */
        private Set<Repair> sufficient() {
            Set<Repair> set = EnumSet.noneOf(Repair.class);
            set.addAll(relevant);
            if (!readsAsPrimary(set)) {
                set = EnumSet.allOf(Repair.class);
                if (!readsAsPrimary(set)) {
                    return relevant;
                }
            }
            List<Repair> all = new ArrayList<>(set);
            for (int i = all.size() - 1; i >= 0; i--) {
                set.remove(all.get(i));
                if (!readsAsPrimary(set)) {
                    set.add(all.get(i));
                }
            }
            return set;
        }

        private boolean readsAsPrimary(Set<Repair> repairs) {
            Variant variant = read(repairs);
            return EncodingDiff.same(primary.encoding(), variant.encoding().rows()) && answersAsPrimary(variant);
        }

        private boolean answered(Variant variant) {
            return known.keySet().containsAll(variant.inputs());
        }

        private boolean answersAsPrimary(Variant variant) {
            return label(variant).equals(Optional.of(primary.prediction().label()));
        }

        private Optional<String> label(Variant variant) {
            float[][] logits = variant.inputs().stream().map(known::get).toArray(float[][]::new);
            String[] labels = primary.prediction().labels();
            return ShadowAnswer.of(twin.classes(variant.encoding(), logits, labels, variant.repairs()), choice, labels)
                    .map(ShadowAnswer::label);
        }

        Attribution result(int run) {
            for (Variant variant : variants) {
                if (answered(variant) && answersAsPrimary(variant)) {
                    return new Attribution(causes(variant.repairs()), true, run, isMinimal(variant));
                }
            }
            return new Attribution(causes(fallback), false, run, false);
        }

        private boolean isMinimal(Variant found) {
            int size = found.repairs().size();
            boolean smallerAnswered = relevant.containsAll(found.repairs())
                    && size <= completeSize + 1
                    && variants.stream()
                            .filter(variant -> variant.repairs().size() < size)
                            .allMatch(this::answered);
            return size == 1 || smallerAnswered;
        }

        private static List<DivergenceCause> causes(Set<Repair> repairs) {
            return repairs.stream().sorted().map(DivergenceCause::of).toList();
        }
    }
}
