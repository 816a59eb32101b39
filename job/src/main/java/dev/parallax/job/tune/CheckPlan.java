package dev.parallax.job.tune;

import dev.parallax.job.tune.Checked.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The settings to check: the best, the configured one, and the best of those that differ from both.
 *
 * @param points the settings, each once, two or three
 */
record CheckPlan(List<Point> points) {

    private static final int POINTS = 3;

    /**
     * A setting to check.
     *
     * @param role reason for the check
     * @param rated its figures in the search
     */
    record Point(Role role, Rated rated) {}

    CheckPlan {
        points = List.copyOf(points);
    }

    /**
     * Chooses settings.
     *
     * @param ranked all settings, the best first, with the configured one among them
     */
    static CheckPlan of(List<Rated> ranked, Setting configured) {
        List<Point> points = new ArrayList<>();
        Rated best = ranked.get(0);
        if (best.setting().equals(configured)) {
            points.add(new Point(Role.BEST_AND_CONFIGURED, best));
        } else {
            points.add(new Point(Role.BEST, best));
            points.add(new Point(
                    Role.CONFIGURED,
                    ranked.stream()
                            .filter(each -> each.setting().equals(configured))
                            .findFirst()
                            .orElseThrow()));
        }
        add(ranked, points, CheckPlan::hasOtherConcurrency);
        add(ranked, points, CheckPlan::hasOtherRows);
        add(ranked, points, (each, there) -> !each.setting().equals(there.setting()));
        return new CheckPlan(points);
    }

    private static boolean hasOtherConcurrency(Rated one, Rated other) {
        return !one.setting().concurrency().equals(other.setting().concurrency());
    }

    private static boolean hasOtherRows(Rated one, Rated other) {
        return one.setting().maxRows() != other.setting().maxRows();
    }

    private interface Difference {
        boolean between(Rated one, Rated other);
    }

    /** Adds the best setting that differs from all there are, while there is room. */
    private static void add(List<Rated> ranked, List<Point> points, Difference difference) {
        Predicate<Rated> different = each -> points.stream().allMatch(point -> difference.between(each, point.rated()));
        if (points.size() < POINTS) {
            ranked.stream().filter(different).findFirst().ifPresent(found -> points.add(new Point(Role.OTHER, found)));
        }
    }
}
