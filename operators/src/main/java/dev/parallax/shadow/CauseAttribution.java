package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ScoredText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A search for the causes of a disagreement: it repairs the shadow's quirks and runs the model again.
 *
 * <p>The repairs that matter to a text give sets of repairs, small ones first. Each set gives a reading of the text,
 * and each reading an answer; the first set whose answer is the primary's label is the cause. The model is run for all
 * readings at once, in one batch, and never for a row whose logits are known already, such as those that the primary
 * read. Two bounds hold: readings that the model is run for, and sets that are judged.
 *
 * <p>One large set is always judged as well: the one that is left when, starting from all repairs, each is removed
 * without which the text is still read as the primary reads it. It needs no run, so a cause is proven even where the
 * bounds end the search before it, but then a smaller set may exist.
 *
 * <p>A cause is minimal if every smaller set was answered and failed. Deterministic, and safe for several threads.
 */
final class CauseAttribution {

    private static final int SETS_PER_VARIANT = 2;

    private final Twin twin;
    private final RowScorer scorer;
    private final ClassChoice choice;
    private final int maxVariants;
    private final int maxRows;

    /**
     * @param twin reads texts
     * @param scorer runs the model
     * @param choice reads an answer out of a {@code class} column
     * @param maxVariants most readings that the model is run for; twice as many sets are judged
     * @param maxRows most rows that the model is run for
     */
    CauseAttribution(Twin twin, RowScorer scorer, ClassChoice choice, int maxVariants, int maxRows) {
        this.twin = twin;
        this.scorer = scorer;
        this.choice = choice;
        this.maxVariants = maxVariants;
        this.maxRows = maxRows;
    }

    /** A set of repairs, and the text's encoding with them. */
    private record Variant(Set<Repair> repairs, SparkNlpEncoding encoding) {}

    /**
     * Attributes a disagreement.
     *
     * @param primary the text with the answer that the shadow did not give
     * @param shadow the shadow's encoding of the text
     * @param known the logits of the shadow's rows and of the primary's
     * @param executor where the model's answers are judged
     * @return the causes; where the model fails on a row, as if it had not been run
     */
    CompletableFuture<Attribution> attribute(
            ScoredText primary, SparkNlpEncoding shadow, RowLogits known, Executor executor) {
        Search search = new Search(primary, shadow, known);
        search.collect();
        if (search.rowsToRun.isEmpty()) {
            return CompletableFuture.completedFuture(search.result(known, 0));
        }
        return known.run(search.rowsToRun, scorer)
                .map(run -> run.thenApplyAsync(
                        all -> all.anyFailed() ? search.result(known, 0) : search.result(all, search.variantsToRun),
                        executor))
                .orElseGet(() -> CompletableFuture.completedFuture(search.result(known, 0)));
    }

    /** One text's search. */
    private final class Search {

        private final ScoredText primary;
        private final RowLogits known;
        private final Set<Repair> relevant;
        private final Set<Encoding> rowsToRun = new LinkedHashSet<>();
        private int variantsToRun;
        private final List<Variant> variants = new ArrayList<>();
        private Set<Repair> fallback;
        /** All sets of up to this number of repairs are among the variants. */
        private int completeSize;

        Search(ScoredText primary, SparkNlpEncoding shadow, RowLogits known) {
            this.primary = primary;
            this.known = known;
            relevant = EnumSet.noneOf(Repair.class);
            relevant.addAll(twin.relevant(primary.text().text()));
            Set<Repair> activation = EnumSet.of(Repair.ACTIVATION);
            if (!label(new Variant(Set.of(), shadow), known).equals(label(new Variant(activation, shadow), known))) {
                relevant.addAll(activation); // it changes no ids, so it is never among a twin's relevant repairs
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

        /** Encodes the text with a set of repairs, and plans the run of its rows where that is within the bounds. */
        private void add(Set<Repair> repairs) {
            Variant variant = read(repairs);
            variants.add(variant);
            Set<Encoding> missing = known.missing(variant.encoding());
            missing.removeAll(rowsToRun);
            if (!missing.isEmpty() && variantsToRun < maxVariants && rowsToRun.size() + missing.size() <= maxRows) {
                variantsToRun++;
                rowsToRun.addAll(missing);
            }
        }

        private Variant read(Set<Repair> repairs) {
            return new Variant(repairs, twin.encode(primary.text().text(), repairs));
        }

        /**
         * The relevant repairs, less those without which the primary's reading and answer are still the same. If the
         * relevant ones are not sufficient, which happens where one repair hides another, it starts from all repairs.
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
            return EncodingDiff.same(primary.encoding(), variant.encoding().rows()) && answersAsPrimary(variant, known);
        }

        private boolean answersAsPrimary(Variant variant, RowLogits logits) {
            return label(variant, logits)
                    .equals(Optional.of(primary.prediction().label()));
        }

        private Optional<String> label(Variant variant, RowLogits logits) {
            String[] labels = primary.prediction().labels();
            return ShadowAnswer.of(
                            twin.classes(
                                    variant.encoding(), logits.logits(variant.encoding()), labels, variant.repairs()),
                            choice,
                            labels)
                    .map(ShadowAnswer::label);
        }

        /**
         * Judges the variants.
         *
         * @param logits all that is known now
         * @param run number of variants that the model was run for
         */
        Attribution result(RowLogits logits, int run) {
            for (Variant variant : variants) {
                if (logits.has(variant.encoding()) && answersAsPrimary(variant, logits)) {
                    return new Attribution(causes(variant.repairs()), true, run, isMinimal(variant, logits));
                }
            }
            return new Attribution(causes(fallback), false, run, false);
        }

        private boolean isMinimal(Variant found, RowLogits logits) {
            int size = found.repairs().size();
            boolean smallerAnswered = relevant.containsAll(found.repairs())
                    && size <= completeSize + 1
                    && variants.stream()
                            .filter(variant -> variant.repairs().size() < size)
                            .allMatch(variant -> logits.has(variant.encoding()));
            return size == 1 || smallerAnswered;
        }

        private static List<DivergenceCause> causes(Set<Repair> repairs) {
            return repairs.stream().sorted().map(DivergenceCause::of).toList();
        }
    }
}
