package dev.parallax.job.config.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an option as it was written. Where a space or a quote is forgotten, a part of the value becomes part of
 * the key, and the value may be a secret: such a key is not shown beyond where it stops looking like one.
 */
public final class WrittenKey {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]*+");

    private WrittenKey() {}

    /** The problem of a malformed key; empty if it is well-formed. */
    public static Optional<Problem> problem(String key) {
        Matcher legal = LEGAL.matcher(key);
        if (key.isEmpty() || legal.matches()) {
            return Optional.empty();
        }
        String shown = legal.lookingAt() ? legal.group() : "";
        return Optional.of(new Problem(
                shown + "…",
                "must be a key of letters, digits, '.', '_' and '-', with a colon and a space behind it, or '='"
                        + " behind --set;"
                        + " what stands here instead is not shown, as it may be a secret"));
    }
}
