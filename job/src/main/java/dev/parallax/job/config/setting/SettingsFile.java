package dev.parallax.job.config.setting;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.WrittenKey;
import dev.parallax.job.config.value.YamlFile;
import dev.parallax.job.config.value.YamlTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a YAML file as settings. Keys may be nested, dotted, or both; scalars are taken as they are written, so that
 * what {@code yes} or {@code 010} means is left to the option. The keys of {@link Options#TREES} keep what stands below
 * them.
 */
final class SettingsFile {

    private final Problems problems;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private SettingsFile(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param problems takes what is wrong with single entries
     * @throws ConfigException if the file cannot be read or is not YAML
     */
    static List<Setting> read(Path file, Problems problems) {
        SettingsFile reader = new SettingsFile(problems);
        reader.mapping("", YamlFile.read(file));
        return List.copyOf(reader.settings.values());
    }

    private void mapping(String prefix, YamlTree.Mapping mapping) {
        for (YamlTree.Entry entry : mapping.entries()) {
            String key = prefix + entry.key();
            YamlTree value = entry.value();
            Optional<Problem> illegal = WrittenKey.problem(key);
            if (illegal.isPresent()) {
                problems.add(illegal.get().at(entry.origin()));
            } else if (value instanceof YamlTree.Unusable nothing) {
                problems.add(new Problem(key, nothing.reason()));
            } else if (Options.TREES.contains(key)) {
                put(Setting.tree(key, value, entry.origin()));
            } else if (value instanceof YamlTree.Mapping nested) {
                mapping(key + ".", nested);
            } else if (value instanceof YamlTree.Sequence list) {
                sequence(key, list, entry.origin());
            } else if (value instanceof YamlTree.Scalar scalar) {
                put(Setting.written(key, scalar.text(), false, entry.origin()));
            }
        }
    }

    private void sequence(String key, YamlTree.Sequence list, String origin) {
        List<String> elements = new ArrayList<>();
        for (YamlTree element : list.elements()) {
            if (element instanceof YamlTree.Scalar scalar) {
                elements.add(scalar.text());
            } else if (element instanceof YamlTree.Unusable nothing) {
                problems.add(new Problem(key, nothing.reason()));
            } else {
                problems.add(new Problem(key, "must be a list of plain values, and holds a list or a mapping"));
            }
        }
        if (elements.size() == list.elements().size()) {
            put(Setting.written(key, String.join(",", elements), true, origin));
        }
    }

    private void put(Setting setting) {
        Setting before = settings.putIfAbsent(setting.key(), setting);
        if (before != null) {
            problems.add(new Problem(
                    setting.key(),
                    "must be set once, and is set at " + before.origin() + " and at " + setting.origin()));
        }
    }
}
