package dev.parallax.job.config.setting;

import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.NearestKey;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.WrittenKey;
import dev.parallax.job.config.value.YamlTree;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * All values of one start: a YAML file, values set over it, and what is wrong with them so far. Wrong values are
 * reported by {@link PipelineConfig#from} and {@link StreamingConfig#from}, all at once.
 *
 * <p>Immutable and safe for several threads.
 */
public final class Settings {

    public static final String MASK = "******";

    private static final Pattern FILE_PLACEHOLDER = Pattern.compile("\\$\\{file:([^}]*)\\}");

    private final Map<String, Setting> byKey;
    private final List<Problem> problems;

    private Settings(Map<String, Setting> byKey, List<Problem> problems) {
        this.byKey = byKey;
        this.problems = problems;
    }

    /** No values: every option has its default. */
    public static Settings none() {
        return load(Optional.empty(), List.of());
    }

    /**
     * Reads a file and sets values over it.
     *
     * @param file a YAML file, if any
     * @param overrides values as {@code key=value}; of several for one key the last counts
     * @throws ConfigException if the file is not there, cannot be read or is not YAML
     */
    public static Settings load(Optional<Path> file, List<String> overrides) {
        return load(file, overrides, System::getenv);
    }

    /**
     * As {@link #load(Optional, List)}, with another environment for placeholders.
     *
     * @param environment values of environment variables
     * @throws ConfigException if the file is not there, cannot be read or is not YAML
     */
    public static Settings load(
            Optional<Path> file, List<String> overrides, PlaceholderContent.Environment environment) {
        Problems problems = new Problems();
        Map<String, Setting> byKey = new LinkedHashMap<>();
        file.map(path -> SettingsFile.read(path, problems))
                .orElse(List.of())
                .forEach(setting -> byKey.put(setting.key(), setting));
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem("--set", "must be key=value, and has no key or no '='"));
                continue;
            }
            String key = override.substring(0, equals).strip();
            Optional<Problem> illegal = WrittenKey.problem(key);
            if (illegal.isPresent()) {
                problems.add(illegal.get().at("--set"));
                continue;
            }
            byKey.put(key, Setting.written(key, override.substring(equals + 1), false, "--set"));
        }
        Placeholders placeholders = new Placeholders(new PlaceholderContent(environment));
        byKey.replaceAll((key, setting) -> setting.resolved(placeholders));
        byKey.keySet().forEach(key -> requireKnown(key, problems));
        return new Settings(byKey, problems.found());
    }

    private static void requireKnown(String key, Problems problems) {
        if (Options.KEYS.contains(key) || Options.family(key).isPresent()) {
            return;
        }
        problems.add(
                new Problem(key, "is not an option; the nearest one is '" + NearestKey.to(key, Options.KEYS) + "'"));
    }

    /**
     * The same with other values set over them; placeholders in these are not filled in.
     *
     * @param values by key
     * @param origin where they were set, for messages
     */
    public Settings with(Map<String, String> values, String origin) {
        Problems more = new Problems();
        more.addAll(problems);
        Map<String, Setting> merged = new LinkedHashMap<>(byKey);
        values.forEach((key, value) -> {
            requireKnown(key, more);
            merged.put(key, Setting.written(key, value, false, origin));
        });
        return new Settings(merged, more.found());
    }

    /** Whether a value is set for the key, right or wrong. */
    public boolean contains(String key) {
        return byKey.containsKey(key);
    }

    /**
     * Files and folders that the values name, to be read: the model, other heads, the reference, and files of
     * placeholders. Each by the option that names it; what is no path at all is left out.
     */
    public List<NamedFile> files() {
        List<NamedFile> files = new ArrayList<>();
        for (Setting setting : byKey.values()) {
            Matcher placeholders = FILE_PLACEHOLDER.matcher(setting.written());
            while (placeholders.find()) {
                add(setting.key(), placeholders.group(1), files);
            }
        }
        for (Option<?> option : List.of(ModelKeys.PATH, QualityKeys.REFERENCE_FILE)) {
            find(option).ifPresent(setting -> add(setting.key(), setting.value(), files));
        }
        find(ShadowKeys.HEADS).map(Setting::parsed).ifPresent(heads -> addHeads(heads, files));
        return files;
    }

    /**
     * A file or folder that a value names.
     *
     * @param key the option's key
     * @param path where it lies
     */
    public record NamedFile(String key, Path path) {}

    private static void addHeads(YamlTree heads, List<NamedFile> files) {
        if (heads instanceof YamlTree.Mapping mapping) {
            for (YamlTree.Entry entry : mapping.entries()) {
                if (entry.value() instanceof YamlTree.Scalar folder) {
                    add(ShadowKeys.HEADS.key() + "." + entry.key(), folder.text(), files);
                }
            }
        }
    }

    private static void add(String key, String path, List<NamedFile> files) {
        try {
            if (!path.isBlank()) {
                files.add(new NamedFile(key, Path.of(path)));
            }
        } catch (InvalidPathException e) {
            // The option's reader says what is wrong with it.
            return;
        }
    }

    /** The setting of an option, if the user has set it. */
    public Optional<Setting> find(Option<?> option) {
        return Optional.ofNullable(byKey.get(option.key()));
    }

    /** Settings of a family, keys without its prefix, in the order they were written. */
    List<Setting> family(String prefix) {
        return byKey.values().stream()
                .filter(setting -> setting.key().startsWith(prefix))
                .map(setting -> setting.without(prefix))
                .toList();
    }

    List<Problem> problems() {
        return problems;
    }

    /** Adds where the value stands, and shows placeholders in place of what was filled in. */
    Problem locate(Problem problem) {
        Setting setting = byKey.get(problem.key());
        if (setting == null) {
            return problem;
        }
        return new Problem(problem.key(), setting.shown(problem.message())).at(setting.origin());
    }

    /**
     * The configuration in effect, a line {@code key = value} for every option and every property passed on, for logs.
     * Placeholders are shown as they were written; values of Kafka properties only for keys known to be harmless, and
     * none in which something is called a password, token or secret.
     */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (Option<?> option : Options.ALL) {
            lines.add(option.key() + " = " + find(option).map(Setting::written).orElseGet(option::defaultText));
        }
        for (String key : new TreeSet<>(byKey.keySet())) {
            Setting setting = byKey.get(key);
            if (setting != null && Options.family(key).isPresent()) {
                lines.add(key + " = " + (harmless(key) && !setting.namesSecret() ? setting.written() : MASK));
            }
        }
        return lines;
    }

    private static boolean harmless(String key) {
        return key.startsWith(Options.KAFKA)
                ? KafkaReferences.harmless(key)
                : !GlobalConfiguration.isSensitive(key.substring(Options.FLINK.length()));
    }

    /** The keys: values may be secrets. */
    @Override
    public String toString() {
        return "Settings" + byKey.keySet();
    }
}
