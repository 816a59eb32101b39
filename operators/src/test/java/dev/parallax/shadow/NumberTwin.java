package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A twin whose texts are token ids: {@code 7} reads as it says, {@code 7>8} reads 7 to the primary and 8 to the shadow.
 * {@code hang} waits for its gate, {@code puzzle} does so when it is asked for causes, {@code throw} fails,
 * {@code none} has no rows, and {@code |} parts rows.
 */
final class NumberTwin extends SwitchTwin {

    private static final Map<String, Semaphore> GATES = new ConcurrentHashMap<>();

    private final Semaphore gate;

    private NumberTwin(String gate) {
        this.gate = gate(gate);
    }

    /** Makes twins that share a gate. */
    static Twin.Factory factory(String gate) {
        return (model, options) -> new NumberTwin(gate);
    }

    /** What texts that hang wait for. */
    static Semaphore gate(String name) {
        return GATES.computeIfAbsent(name, key -> new Semaphore(0));
    }

    static Encoding primary(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String word : text.replace("|", "").split(" ", -1)) {
            if (Character.isDigit((word + " ").charAt(0))) {
                ids.add(Integer.parseInt(word.split(">", -1)[0]));
            }
        }
        return Encoding.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
        if (text.startsWith("hang")) {
            waitAtGate();
        }
        if (text.startsWith("throw")) {
            throw new IllegalArgumentException("cannot read " + text);
        }
        List<Encoding> rows = new ArrayList<>();
        if (!text.startsWith("none")) {
            for (String row : text.split("\\|", -1)) {
                List<String> words = new ArrayList<>();
                for (String word : row.strip().split(" ", -1)) {
                    int mark = word.indexOf('>');
                    words.add(mark < 0 || repairs.contains(Repair.KEEP_OTHER) ? word : word.substring(mark + 1));
                }
                rows.add(primary(String.join(" ", words)));
            }
        }
        return encoding(rows);
    }

    private void waitAtGate() {
        try {
            gate.acquire();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody opened the gate", e);
        }
    }

    @Override
    public Set<Repair> relevant(String text) {
        if (text.startsWith("puzzle")) {
            waitAtGate();
        }
        return text.contains(">") ? Set.of(Repair.KEEP_OTHER) : Set.of();
    }
}
