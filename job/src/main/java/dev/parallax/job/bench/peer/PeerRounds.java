package dev.parallax.job.bench.peer;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/** Measurements of several programs in turns, each once a round, and in each round beginning with another one. */
public final class PeerRounds {

    private final int rounds;
    private final PrintStream progress;

    /** A measurement of one round, in texts a second. */
    public interface Measurement {

        /** Runs the texts once. The rounds are counted from 1. */
        double perSecond(int round)
                throws PeerException, ClassifierException, IOException, InterruptedException, ExecutionException;
    }

    /**
     * A program that takes part.
     *
     * @param kind what it is
     * @param description the program with its version, and how it is set up
     * @param sameLabels number of texts with the label of the exported graph's raw session; empty if not asked
     * @param measurement runs the texts once
     */
    public record Contender(Kind kind, String description, OptionalInt sameLabels, Measurement measurement) {}

    /**
     * Rounds that have not begun.
     *
     * @param rounds number of rounds
     * @param progress receives a line for each measurement
     */
    public PeerRounds(int rounds, PrintStream progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs all rounds. A program that fails with a {@link PeerException} takes no part from there on, and the others go
     * on.
     *
     * @return the programs in their order
     */
    public List<PeerLane> run(List<Contender> contenders)
            throws ClassifierException, IOException, InterruptedException, ExecutionException {
        Map<Kind, List<Double>> values = new EnumMap<>(Kind.class);
        Map<Kind, String> failures = new EnumMap<>(Kind.class);
        List<Contender> turns = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            for (Contender each : turns) {
                if (failures.containsKey(each.kind())) {
                    continue;
                }
                progress.println(
                        "Round " + round + " of " + rounds + ": " + each.kind().title() + " ...");
                try {
                    values.computeIfAbsent(each.kind(), kind -> new ArrayList<>())
                            .add(each.measurement().perSecond(round));
                } catch (PeerException e) {
                    failures.put(each.kind(), "in round " + round + ", " + e.getMessage());
                }
            }
            Collections.rotate(turns, -1);
        }
        return contenders.stream()
                .map(each -> lane(each, values, Optional.ofNullable(failures.get(each.kind()))))
                .toList();
    }

    private static PeerLane lane(Contender contender, Map<Kind, List<Double>> values, Optional<String> failure) {
        return failure.map(why -> PeerLane.notMeasured(contender.kind(), why))
                .orElseGet(() -> new PeerLane(
                        contender.kind(),
                        contender.description(),
                        Objects.requireNonNull(values.get(contender.kind())),
                        contender.sameLabels(),
                        Optional.empty()));
    }
}
