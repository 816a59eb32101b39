package dev.parallax.job.config.value;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the option's key
 * @param message what is wrong and what would be right, without secrets
 */
public record Problem(String key, String message) {

    /** A value that is not what it must be. */
    public static Problem wrong(String key, Object value, String expected) {
        return new Problem(key, "must be " + expected + ", and is '" + value + "'");
    }

    /** A value that must be given and is not. */
    public static Problem missing(String key, String expected) {
        return new Problem(key, "is not set, and must be " + expected);
    }

    /** Whether an option, or something that is written below it, is what is wrong. */
    public boolean concerns(String option) {
        return key.equals(option) || key.startsWith(option + ".") || key.startsWith(option + " (");
    }

    /** The same with the place of what is wrong, beside its key. */
    public Problem at(String origin) {
        return new Problem(key + " (" + origin + ")", message);
    }

    @Override
    public String toString() {
        return key + ": " + message;
    }
}
