package dev.parallax.job.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.bench.peer.PeerRounds.Contender;
import dev.parallax.job.bench.peer.PeerRounds.Measurement;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PeerRoundsTest {

    private final List<String> order = new ArrayList<>();

    @Test
    void each_round_begins_with_another_program() throws Exception {
        // When
        List<PeerLane> lanes = run(2, measured(Kind.EXPORTED), measured(Kind.JOB), measured(Kind.SPARK_NLP));
        // Then
        assertThat(order).containsExactly("EXPORTED 1", "JOB 1", "SPARK_NLP 1", "JOB 2", "SPARK_NLP 2", "EXPORTED 2");
        assertThat(lanes).extracting(PeerLane::kind).containsExactly(Kind.EXPORTED, Kind.JOB, Kind.SPARK_NLP);
        assertThat(lanes).allSatisfy(lane -> assertThat(lane.perSecond()).containsExactly(10.0, 20.0));
    }

    @Test
    void a_program_that_fails_takes_no_part_from_there_on() throws Exception {
        // When
        List<PeerLane> lanes = run(
                3,
                contender(Kind.TRANSFORMERS, round -> {
                    order.add("TRANSFORMERS " + round);
                    if (round == 2) {
                        throw new PeerException("it failed");
                    }
                    return 1;
                }),
                measured(Kind.JOB));
        // Then
        assertThat(order).containsExactly("TRANSFORMERS 1", "JOB 1", "JOB 2", "TRANSFORMERS 2", "JOB 3");
        assertThat(lanes.get(0).notMeasured()).contains("in round 2, it failed");
        assertThat(lanes.get(1).perSecond()).containsExactly(10.0, 20.0, 30.0);
    }

    @Test
    void a_failure_of_the_job_ends_the_comparison() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> run(1, contender(Kind.JOB, round -> {
                    throw new IllegalStateException("lost");
                })))
                .withMessage("lost");
    }

    private Contender measured(Kind kind) {
        return contender(kind, round -> {
            order.add(kind + " " + round);
            return 10 * round;
        });
    }

    private static Contender contender(Kind kind, Measurement measurement) {
        return new Contender(kind, kind.title(), OptionalInt.empty(), measurement);
    }

    private static List<PeerLane> run(int rounds, Contender... contenders) throws Exception {
        return new PeerRounds(rounds, new PrintStream(OutputStream.nullOutputStream())).run(List.of(contenders));
    }
}
