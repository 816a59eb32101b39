package dev.parallax.job.config;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlTree;
import dev.parallax.shadow.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads other heads as their users write them down: a mapping of names to folders. */
final class HeadReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> TAKEN = Set.of(Comparison.SPARK_NLP, QualityReport.NO_SHADOW);

    private HeadReader() {}

    /**
     * Reads the mapping.
     *
     * @param key its key, for messages
     * @param origin where it stands
     * @param problems takes what is wrong
     * @return the heads in their order, those that are right
     */
    static List<HeadOptions> read(String key, YamlTree tree, String origin, Problems problems) {
        List<HeadOptions> heads = new ArrayList<>();
        if (!(tree instanceof YamlTree.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(new Problem(
                    key + " (" + origin + ")", "must be " + ShadowKeys.HEADS.expected() + ", and is " + tree.kind()));
            return heads;
        }
        Set<String> names = new HashSet<>();
        for (YamlTree.Entry entry : mapping.entries()) {
            String where = key + "." + entry.key() + " (" + entry.origin() + ")";
            if (!NAME.matcher(entry.key()).matches() || TAKEN.contains(entry.key())) {
                problems.add(new Problem(
                        where,
                        "must have a name of up to 64 small letters, digits and hyphens that is not "
                                + Comparison.SPARK_NLP + " or " + QualityReport.NO_SHADOW));
            } else if (!names.add(entry.key())) {
                problems.add(new Problem(where, "must be set once"));
            } else if (entry.value() instanceof YamlTree.Scalar folder && Option.isPath(folder.text())) {
                heads.add(new HeadOptions(entry.key(), folder.text()));
            } else {
                problems.add(new Problem(
                        where, "must be a folder, and is " + entry.value().kind()));
            }
        }
        return heads;
    }
}
