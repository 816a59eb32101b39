package dev.parallax.job.deploy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that a PromQL expression uses.
 *
 * @param metrics names of metrics, with the labels by which each is selected
 * @param grouping labels that it groups or joins by
 */
record PromExpression(Map<String, Set<String>> metrics, Set<String> grouping) {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("(?<![a-zA-Z0-9_:.])[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    static PromExpression of(String expression) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        String rest = STRING.matcher(expression).replaceAll("\"\"");
        SELECTOR.matcher(rest).results().forEach(selector -> {
            Set<String> labels = metrics.computeIfAbsent(selector.group(1), name -> new TreeSet<>());
            MATCHER.matcher(selector.group(2)).results().forEach(matcher -> labels.add(matcher.group(1)));
        });
        rest = SELECTOR.matcher(rest).replaceAll(" ");
        Set<String> grouping = new TreeSet<>();
        GROUPING.matcher(rest)
                .results()
                .flatMap(group -> Arrays.stream(group.group(1).split(",", -1)))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(grouping::add);
        rest = RANGE.matcher(GROUPING.matcher(rest).replaceAll(" ")).replaceAll(" ");
        Matcher name = NAME.matcher(rest);
        while (name.find()) {
            if (!KEYWORDS.contains(name.group())) {
                metrics.computeIfAbsent(name.group(), unused -> new TreeSet<>());
            }
        }
        return new PromExpression(metrics, grouping);
    }
}
