package dev.parallax.job.dashboard.state;

import java.util.Optional;

/**
 * Whose disagreements they are, of whatever texts.
 *
 * @param model name of the primary's model; empty where none is written, which may be any
 * @param shadow what is compared with it
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
