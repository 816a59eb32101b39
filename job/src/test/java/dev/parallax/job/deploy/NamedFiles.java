package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Names in workflows and shell scripts that stand for something of this repository: files, path filters, Maven modules,
 * profiles and system properties, stages and arguments of the Dockerfile.
 */
final class NamedFiles {

    private static final Pattern WORD = Pattern.compile("[^\\s\"'`()<>=,;]+");
    private static final Pattern WRITTEN = Pattern.compile(">\\s*\"?([\\w./$-]+)");
    private static final Pattern MODULES = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([^<]+)</id>");
    private static final Set<String> BUILT = Set.of("target", ".git");

    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final StringBuilder sources = new StringBuilder();
    private final Set<String> modules;
    private final Set<String> profiles = new TreeSet<>();
    private final String dockerfile;

    /** @param root the folder of the parent POM */
    NamedFiles(Path root) throws IOException {
        this.root = root;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return BUILT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.add(root.relativize(file));
                String name = file.toString();
                if (name.endsWith("pom.xml") || (name.endsWith(".java") && !name.endsWith("WorkflowsTest.java"))) {
                    sources.append(Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        this.modules = found(MODULES, Files.readString(root.resolve("pom.xml")));
        profiles.addAll(found(PROFILE, Files.readString(root.resolve("pom.xml"))));
        for (String module : modules) {
            profiles.addAll(found(PROFILE, Files.readString(root.resolve(module).resolve("pom.xml"))));
        }
        this.dockerfile = Files.readString(root.resolve("docker/Dockerfile"));
    }

    /** Names in a workflow that refer to nothing. */
    List<String> missing(JsonNode workflow) {
        List<String> missing = new ArrayList<>();
        StringBuilder scripts = new StringBuilder();
        workflow.findValues("run").forEach(run -> scripts.append(run.asText()).append('\n'));
        missing.addAll(missing(scripts.toString()));
        for (JsonNode uses : workflow.findValues("uses")) {
            String name = uses.asText();
            if (name.startsWith("./") && !Files.exists(root.resolve(name))) {
                missing.add("workflow " + name);
            }
        }
        for (JsonNode filters : workflow.findValues("paths")) {
            for (JsonNode filter : filters) {
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + filter.asText());
                if (files.stream().noneMatch(matcher::matches)) {
                    missing.add("path filter " + filter.asText());
                }
            }
        }
        for (JsonNode path : workflow.findValues("path")) {
            path.asText().lines().filter(line -> !isBuilt(line)).forEach(line -> missing.add("artifact " + line));
        }
        return missing;
    }

    /** Names in a shell script that refer to nothing. */
    List<String> missing(String script) {
        List<String> missing = new ArrayList<>();
        String code = script.lines()
                .filter(line -> !line.strip().startsWith("#"))
                .reduce("", (all, line) -> all + line + "\n");
        Set<String> written = found(WRITTEN, code);
        for (String word : found(Pattern.compile("(" + WORD + ")"), code)) {
            if (!written.contains(word)
                    && isOfRepository(word)
                    && !Files.exists(root.resolve(word))
                    && !isBuilt(word)) {
                missing.add("file " + word);
            }
        }
        for (String line : code.replace("\\\n", " ").lines().toList()) {
            if (line.contains("mvn ")) {
                check(missing, "profile", "-P([\\w,-]+)", line, profiles::contains);
                check(missing, "module", "-pl ([\\w,-]+)", line, modules::contains);
                check(missing, "property", "-D([\\w.]+)=", line, property -> sources.indexOf(property) >= 0);
            }
            if (line.contains("docker ") && line.contains("docker/Dockerfile")) {
                check(
                        missing,
                        "stage",
                        "--target ([\\w-]+)",
                        line,
                        stage -> dockerfile.contains(" AS " + stage + "\n"));
                check(
                        missing,
                        "build argument",
                        "--build-arg (\\w+)=",
                        line,
                        name -> found(Pattern.compile("(?m)^ARG (\\w+)"), dockerfile)
                                .contains(name));
            }
        }
        return missing;
    }

    private static void check(
            List<String> missing, String kind, String pattern, String line, Predicate<String> isThere) {
        for (String names : found(Pattern.compile(pattern), line)) {
            for (String name : names.split(",", -1)) {
                if (!isThere.test(name)) {
                    missing.add(kind + " " + name);
                }
            }
        }
    }

    /** Whether a word of a script is a path below one of the repository's folders or a file in its root. */
    private boolean isOfRepository(String word) {
        if (word.contains("$") || word.contains("*") || word.contains(":")) {
            return false;
        }
        int slash = word.indexOf('/');
        return slash > 0
                ? files.stream().anyMatch(file -> file.getNameCount() > 1 && file.startsWith(word.substring(0, slash)))
                : word.matches("[\\w-]+\\.(?:md|xml|ya?ml|sh)");
    }

    /** Whether a path is below the build folder of a Maven module. */
    private boolean isBuilt(String path) {
        return modules.stream().anyMatch(module -> path.startsWith(module + "/target/"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(found::add);
        return found;
    }
}
