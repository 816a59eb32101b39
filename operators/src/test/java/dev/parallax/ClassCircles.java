package dev.parallax;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds circles between top-level classes of one package, as strongly connected components (Tarjan, 1972). Nested
 * classes count as the class that encloses them.
 */
public final class ClassCircles {

    private final Map<String, Set<String>> uses;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> circles = new ArrayList<>();

    private ClassCircles(Map<String, Set<String>> uses) {
        this.uses = uses;
    }

    /** The circles of more than {@code allowed} classes, each as the sorted names of its classes. */
    public static List<Set<String>> largerThan(int allowed, JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass one : classes) {
            String from = topLevel(one).getName();
            Set<String> used = uses.computeIfAbsent(from, name -> new TreeSet<>());
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = topLevel(dependency.getTargetClass().getBaseComponentType());
                if (target.getPackageName().equals(one.getPackageName())
                        && !target.getName().equals(from)) {
                    used.add(target.getName());
                }
            }
        }
        ClassCircles search = new ClassCircles(uses);
        for (String name : uses.keySet()) {
            if (!search.index.containsKey(name)) {
                search.visit(name);
            }
        }
        return search.circles.stream().filter(circle -> circle.size() > allowed).toList();
    }

    private static JavaClass topLevel(JavaClass one) {
        JavaClass outer = one;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private void visit(String name) {
        index.put(name, index.size());
        lowest.put(name, index.get(name));
        open.push(name);
        for (String next : uses.getOrDefault(name, Set.of())) {
            if (!index.containsKey(next)) {
                visit(next);
                lowest.merge(name, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(name, index.get(next), Math::min);
            }
        }
        if (lowest.get(name).equals(index.get(name))) {
            Set<String> circle = new TreeSet<>();
            String last;
            do {
                last = open.pop();
                circle.add(last);
            } while (!last.equals(name));
            circles.add(circle);
        }
    }

    /** Packages with more than {@code allowed} top-level classes, with their count. */
    public static Collection<String> packagesLargerThan(int allowed, JavaClasses classes) {
        Map<String, Set<String>> members = new TreeMap<>();
        for (JavaClass one : classes) {
            members.computeIfAbsent(one.getPackageName(), name -> new TreeSet<>())
                    .add(topLevel(one).getName());
        }
        return members.entrySet().stream()
                .filter(entry -> entry.getValue().size() > allowed)
                .map(entry -> entry.getKey() + ": " + entry.getValue().size())
                .toList();
    }
}
