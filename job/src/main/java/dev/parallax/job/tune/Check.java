package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.onnx.OnnxClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A check of settings with the real batcher and the real model, in turns, so that a slow moment of the machine meets
 * all of them. In each round all settings have the same texts and arrivals, and so has the simulation.
 */
final class Check {

    private static final int ROUNDS = 3;
    private static final int FEWEST_TEXTS = 100;
    private static final int MOST_TEXTS = 200_000;
    private static final int WARM_UP = 64;
    /** Seeds that the search does not use: a prediction is of other texts than those that it was made of. */
    private static final long FIRST_SEED = 1000;

    private final Search search;
    private final Goal goal;
    private final List<Encoding> texts;
    private final double maxPadding;
    private final int capacity;
    private final double seconds;
    private final Consumer<String> progress;

    /**
     * @param search simulates
     * @param texts texts to draw from
     * @param maxPadding largest share of padding
     * @param capacity most texts in the batcher and the model at once
     * @param seconds time of the best setting's check
     * @param progress receives a line for each measurement
     */
    Check(
            Search search,
            Goal goal,
            List<Encoding> texts,
            double maxPadding,
            int capacity,
            double seconds,
            Consumer<String> progress) {
        this.search = search;
        this.goal = goal;
        this.texts = texts;
        this.maxPadding = maxPadding;
        this.capacity = capacity;
        this.seconds = seconds;
        this.progress = progress;
    }

    /**
     * Checks the settings of a plan.
     *
     * @param open opens the model with a number of threads a run
     * @throws ClassifierException if the model fails on a text
     */
    List<Checked> run(CheckPlan plan, IntFunction<OnnxClassifier> open)
            throws ClassifierException, InterruptedException {
        double perSecond = plan.points().get(0).rated().perSecond();
        List<List<Outcome>> predicted = new ArrayList<>();
        List<List<Outcome>> measured = new ArrayList<>();
        plan.points().forEach(point -> {
            predicted.add(new ArrayList<>());
            measured.add(new ArrayList<>());
        });
        for (int round = 0; round < ROUNDS; round++) {
            Arrivals arrivals = arrivals(perSecond, round);
            for (int i = 0; i < plan.points().size(); i++) {
                Setting setting = plan.points().get(i).rated().setting();
                progress.accept("Checking " + setting.words() + " ("
                        + (round * plan.points().size() + i + 1) + " of "
                        + ROUNDS * plan.points().size() + ") ...");
                predicted.get(i).add(search.simulate(setting, arrivals));
                measured.get(i).add(measure(setting, arrivals, open));
            }
        }
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < plan.points().size(); i++) {
            CheckPlan.Point point = plan.points().get(i);
            checked.add(new Checked(
                    point.role(), point.rated(), Figures.mean(predicted.get(i)), Figures.mean(measured.get(i))));
        }
        return checked;
    }

    private Outcome measure(Setting setting, Arrivals arrivals, IntFunction<OnnxClassifier> open)
            throws ClassifierException, InterruptedException {
        try (OnnxClassifier classifier = open.apply(setting.concurrency().threads())) {
            var policy = setting.policy(maxPadding, capacity);
            var unused = RealRun.measure(classifier, policy, Arrivals.backlog(texts, WARM_UP, 0), capacity);
            return RealRun.measure(classifier, policy, arrivals, capacity);
        }
    }

    private Arrivals arrivals(double perSecond, int round) {
        int count = (int) Math.max(FEWEST_TEXTS, Math.min(MOST_TEXTS, perSecond * seconds / ROUNDS));
        long seed = FIRST_SEED + round;
        return goal.arriving() ? Arrivals.poisson(texts, count, perSecond, seed) : Arrivals.backlog(texts, count, seed);
    }
}
