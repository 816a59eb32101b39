package dev.parallax.job.filereport.code;

/** Escapes string literals in the syntax that Scala and Python share. */
final class Escapes {

    private Escapes() {}

    /** Returns a text in quotes, with invisible characters escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c != ' ' && !Character.isSurrogate((char) c) && VisibleCharacters.hidden(c)) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
