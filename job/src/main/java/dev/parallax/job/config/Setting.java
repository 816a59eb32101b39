package dev.parallax.job.config;

/**
 * One value of the configuration as its author wrote it.
 *
 * @param key the dotted key
 * @param written the value with its placeholders; the elements of a YAML sequence with commas between them
 * @param sequence whether it is a YAML sequence
 * @param origin where it stands, for messages: {@code file.yaml:12} or {@code --set}
 * @param value the value with its placeholders filled in: never to be shown
 */
record Setting(String key, String written, boolean sequence, String origin, String value) {

    /** A value whose placeholders are not filled in yet. */
    static Setting written(String key, String written, boolean sequence, String origin) {
        return new Setting(key, written, sequence, origin, written);
    }

    /** The same with its placeholders filled in. */
    Setting resolved(String resolved) {
        return new Setting(key, written, sequence, origin, resolved);
    }

    /** Key and origin: the value may be a secret. */
    @Override
    public String toString() {
        return "Setting[" + key + ", " + origin + "]";
    }
}
