package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledDataset;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.Evaluation;
import dev.parallax.train.model.Evaluation.Role;
import dev.parallax.train.model.Head;
import dev.parallax.train.model.HeadCard;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A fitted head with its penalty and the trials by which that was chosen.
 *
 * @param head the final head
 * @param l2 its penalty
 * @param trials penalties tried; none if the caller fixed it
 * @param evaluations evaluations on the validation rows of a head with this penalty that was not fitted on them
 */
public record HeadSelection(Head head, double l2, List<HeadCard.Trial> trials, List<Evaluation> evaluations) {

    /**
     * Chooses a penalty and fits a head.
     *
     * @param l2 the penalty, or empty to choose it
     * @param seed seed of the split if there is no validation set
     * @param labels names of the classes
     * @param data training rows
     * @param validation validation rows; if there are none, a tenth of {@code data} is held out, and the head is then
     *     fitted on all of {@code data}
     * @throws TrainingException if the data has one class only, or too few rows for a split
     */
    public static HeadSelection of(
            OptionalDouble l2,
            long seed,
            List<String> labels,
            List<LabelledDataset> data,
            List<LabelledDataset> validation) {
        return validation.isEmpty() ? fitOnSplit(l2, seed, labels, data) : fitOnAll(l2, labels, data, validation);
    }

    private static HeadSelection fitOnAll(
            OptionalDouble l2, List<String> labels, List<LabelledDataset> data, List<LabelledDataset> validation) {
        RegularisationSearch.Choice choice = choose(l2, data, validation);
        return new HeadSelection(
                choice.head(),
                choice.l2(),
                choice.trials(),
                evaluate(Role.VALIDATION, labels, choice.head(), validation));
    }

    private static HeadSelection fitOnSplit(
            OptionalDouble l2, long seed, List<String> labels, List<LabelledDataset> data) {
        List<LabelledDataset> kept = new ArrayList<>();
        List<LabelledDataset> aside = new ArrayList<>();
        for (LabelledDataset set : data) {
            LabelledDataset.Split split = set.split(seed);
            kept.add(set.at(split.kept()));
            if (split.aside().length > 0) {
                aside.add(set.at(split.aside()));
            }
        }
        if (aside.isEmpty()) {
            if (l2.isEmpty()) {
                throw new TrainingException("No class has 10 rows in one file, so none can be held out to "
                        + "choose the penalty: expected more data, a validation file (--validate), or a penalty "
                        + "(--l2)");
            }
            return new HeadSelection(
                    HeadFitter.fit(joined(data), l2.getAsDouble()), l2.getAsDouble(), List.of(), List.of());
        }
        RegularisationSearch.Choice choice = choose(l2, kept, aside);
        return new HeadSelection(
                HeadFitter.fit(joined(data), choice.l2()),
                choice.l2(),
                choice.trials(),
                evaluate(Role.SPLIT, labels, choice.head(), aside));
    }

    private static RegularisationSearch.Choice choose(
            OptionalDouble l2, List<LabelledDataset> data, List<LabelledDataset> validation) {
        LabelledFeatures rows = joined(data);
        if (l2.isPresent()) {
            double fixed = l2.getAsDouble();
            return new RegularisationSearch.Choice(HeadFitter.fit(rows, fixed), fixed, List.of());
        }
        return RegularisationSearch.choose(rows, joined(validation));
    }

    /** The rows of several files, each repeated by its weight. */
    public static LabelledFeatures joined(List<LabelledDataset> sets) {
        return LabelledFeatures.concatenation(
                sets.stream().flatMap(set -> set.repeated().stream()).toList());
    }

    /** Evaluates a head on each of several files. */
    public static List<Evaluation> evaluate(Role role, List<String> labels, Head head, List<LabelledDataset> sets) {
        return sets.stream()
                .map(set -> Evaluation.of(set.file(), role, labels, head, set.features()))
                .toList();
    }
}
