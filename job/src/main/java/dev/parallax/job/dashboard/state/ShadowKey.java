package dev.parallax.job.dashboard.state;

import java.util.Optional;

/**
 * The model and the shadow of disagreements, in any segment.
 *
 * @param model name of the primary's model; empty where a record has none, which stands for any
 * @param shadow name of the shadow
 */
record ShadowKey(String model, String shadow) implements Scope {

    /** For pages that show the shadow, in any segment, and for those that show none. */
    @Override
    public boolean isFor(Optional<SeriesKey> shown) {
        return shown.map(this::covers).orElse(true);
    }

    private boolean covers(SeriesKey series) {
        return shadow.equals(series.shadow()) && (model.isEmpty() || model.equals(series.model()));
    }
}
