package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest disagreements of each shadow, as JSON. However many come of one, those of the others stay: where there are
 * more of all together than may be, the oldest of the shadow that has most goes. For one thread.
 */
public final class Disagreements {

    public static final int MOST_OF_EACH = 100;
    public static final int MOST = 1000;
    /** As long as {@value #MOST_OF_EACH} of the largest records. */
    static final long MOST_CHARACTERS = (long) MOST_OF_EACH * RecordReader.LARGEST_DISAGREEMENT;

    private static final Comparator<Kept> NEWEST_FIRST =
            Comparator.comparingLong(Kept::number).reversed();

    /** The shadow that was longest not heard of is first. */
    private final Map<ShadowKey, OfOne> shadows = new LinkedHashMap<>();

    private long number;
    private int size;
    private long characters;

    /** A disagreement and when it came, as a number that counts up. */
    private record Kept(long number, String json) {}

    /** Those of one shadow, oldest first. */
    private static final class OfOne {

        private final ArrayDeque<Kept> kept = new ArrayDeque<>();
        private long characters;
    }

    void add(ShadowKey shadow, String json) {
        OfOne one = Optional.ofNullable(shadows.remove(shadow)).orElseGet(OfOne::new);
        shadows.put(shadow, one);
        one.kept.addLast(new Kept(++number, json));
        one.characters += json.length();
        size++;
        characters += json.length();
        if (one.kept.size() > MOST_OF_EACH) {
            removeOldest(shadow, one);
        }
        while (size > MOST) {
            removeOldest(Comparator.comparingInt(other -> other.kept.size()));
        }
        while (characters > MOST_CHARACTERS) {
            removeOldest(Comparator.comparingLong(other -> other.characters));
        }
    }

    /** Of the shadow that has most; of several the one longest not heard of. */
    private void removeOldest(Comparator<OfOne> measure) {
        Map.Entry<ShadowKey, OfOne> most = shadows.entrySet().stream()
                .reduce((one, other) -> measure.compare(other.getValue(), one.getValue()) > 0 ? other : one)
                .orElseThrow();
        removeOldest(most.getKey(), most.getValue());
    }

    private void removeOldest(ShadowKey shadow, OfOne one) {
        int length = one.kept.removeFirst().json().length();
        one.characters -= length;
        characters -= length;
        size--;
        if (one.kept.isEmpty()) {
            shadows.remove(shadow);
        }
    }

    /**
     * Those of one shadow, newest first, {@value #MOST_OF_EACH} at most.
     *
     * @param shown a series of the shadow; without it those of all
     */
    List<String> latest(Optional<SeriesKey> shown) {
        return shadows.entrySet().stream()
                .filter(shadow -> shadow.getKey().isFor(shown))
                .map(shadow -> shadow.getValue().kept)
                .flatMap(Collection::stream)
                .sorted(NEWEST_FIRST)
                .limit(MOST_OF_EACH)
                .map(Kept::json)
                .toList();
    }

    /** Writes {@code disagreements}, an array of {@link #latest}. */
    void write(JsonGenerator json, Optional<SeriesKey> shown) throws IOException {
        json.writeArrayFieldStart("disagreements");
        for (String value : latest(shown)) {
            json.writeRawValue(value);
        }
        json.writeEndArray();
    }
}
