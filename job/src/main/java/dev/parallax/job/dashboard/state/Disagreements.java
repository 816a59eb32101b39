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
 * The latest disagreements of each shadow, as JSON. Each shadow keeps {@value #MOST_OF_EACH} at most. Where all
 * together exceed their limit, the shadow that has most loses its oldest, so one shadow cannot displace another. For
 * one thread.
 */
public final class Disagreements {

    public static final int MOST_OF_EACH = 100;
    public static final int MOST = 1000;
    /** As long as {@value #MOST_OF_EACH} of the largest records. */
    static final long MOST_CHARACTERS = (long) MOST_OF_EACH * RecordReader.LARGEST_DISAGREEMENT;

    private static final Comparator<Kept> NEWEST_FIRST =
            Comparator.comparingLong(Kept::number).reversed();

    /** In the order of their latest disagreements, oldest first. */
    private final Map<ShadowKey, OfOne> shadows = new LinkedHashMap<>();

    private long number;
    private int size;
    private long characters;

    /** A disagreement and its number in the order of arrival. */
    private record Kept(long number, String json) {}

    /** The disagreements of one shadow, oldest first. */
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

    /** Removes the oldest of the shadow that has most; among several, of the one whose latest is oldest. */
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
     * The disagreements of one shadow, newest first, {@value #MOST_OF_EACH} at most.
     *
     * @param shown a series of the shadow; without it, those of all shadows
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
