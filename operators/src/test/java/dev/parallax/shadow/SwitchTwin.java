package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A twin whose texts are names of repairs. Each of them is a token that reads as a number of its own when repaired, and
 * as 100 more otherwise; without {@link Repair#SENTENCES} each is a row of its own.
 */
class SwitchTwin implements Twin {

    private static final int QUIRK = 100;
    private static final List<Repair> ORDER = List.of(Repair.values());

    /** What a repair's token reads as, once repaired. */
    static int mended(Repair repair) {
        return ORDER.indexOf(repair);
    }

    static Set<Repair> repairs(String text) {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        for (String name : text.split(" ", -1)) {
            if (!name.isEmpty()) {
                repairs.add(Repair.valueOf(name));
            }
        }
        return repairs;
    }

    static Encoding primary(String text) {
        return Encoding.of(ids(text, EnumSet.allOf(Repair.class)));
    }

    private static int[] ids(String text, Set<Repair> mended) {
        return repairs(text).stream()
                .mapToInt(repair -> mended.contains(repair) ? mended(repair) : QUIRK + mended(repair))
                .toArray();
    }

    @Override
    public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
        List<Encoding> rows = new ArrayList<>();
        int[] ids = ids(text, repairs);
        if (repairs(text).contains(Repair.SENTENCES) && !repairs.contains(Repair.SENTENCES)) {
            for (int id : ids) {
                rows.add(Encoding.of(id));
            }
        } else if (!repairs(text).contains(Repair.EMPTY_TEXT) || repairs.contains(Repair.EMPTY_TEXT)) {
            rows.add(Encoding.of(ids));
        }
        return encoding(rows);
    }

    static SparkNlpEncoding encoding(List<Encoding> rows) {
        List<Integer> units = IntStream.range(0, rows.size()).boxed().toList();
        return new SparkNlpEncoding(
                units.stream().map(unit -> new Annotation(unit, unit, "")).toList(), List.of(), rows, units, false, 0);
    }

    @Override
    public Set<Repair> relevant(String text) {
        return repairs(text);
    }

    @Override
    public List<ClassAnnotation> classes(
            SparkNlpEncoding encoding, float[][] logits, String[] labels, Set<Repair> repairs) {
        List<ClassAnnotation> classes = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            float[] probabilities = Texts.softmax(logits[i]);
            classes.add(
                    new ClassAnnotation(i, i, labels[probabilities[1] > probabilities[0] ? 1 : 0], i, probabilities));
        }
        return classes;
    }

    @Override
    public String piece(int id) {
        return String.valueOf(id);
    }
}
