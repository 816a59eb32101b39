package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.code.VisibleCharacters;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A builder of HTML that escapes every text and every attribute's value, and writes invisible characters by name.
 * Markup can be written by its element methods only. For one thread.
 */
public final class Markup {

    private final StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param element its name
     * @param attributes names and values, alternating
     */
    public Markup open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    public Markup close() {
        if (open.isEmpty()) {
            throw new IllegalStateException("No element is open");
        }
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes an element and starts a new line. */
    public Markup end() {
        close();
        html.append('\n');
        return this;
    }

    /** Writes an element with a text. */
    public Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Writes an element that has no content. */
    public Markup empty(String element, String... attributes) {
        start(element, attributes);
        return this;
    }

    /** Writes the content of a style element, which must not come from user data. */
    Markup style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("A style sheet must not close its element");
        }
        html.append("<style>").append(css).append("</style>\n");
        return this;
    }

    /** Writes a text. */
    public Markup text(String text) {
        text.codePoints().forEach(c -> {
            if (VisibleCharacters.hidden(c)) {
                html.append("<span class=\"hidden\">")
                        .append(VisibleCharacters.name(c))
                        .append("</span>");
            } else {
                escaped(c);
            }
        });
        return this;
    }

    /** Writes a sentence in which code is between backticks; it must not come from user data. */
    public Markup sentence(String text) {
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                text(parts[i]);
            } else {
                element("code", parts[i]);
            }
        }
        return this;
    }

    /** Writes a text of several lines, for an element that keeps line ends. */
    Markup lines(String text) {
        text.lines().forEach(line -> {
            text(line);
            html.append('\n');
        });
        return this;
    }

    /** Writes a text of unknown direction, isolated from the direction of its surroundings. */
    public Markup foreign(String text, String... attributes) {
        return element("bdi", text, attributes);
    }

    /** The HTML written so far. */
    public String html() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Elements are open: " + open);
        }
        return html.toString();
    }

    private void start(String element, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("Attributes of " + element + " must be alternating names and values");
        }
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            attributes[i + 1].codePoints().forEach(c -> {
                if (VisibleCharacters.hidden(c)) {
                    html.append(VisibleCharacters.name(c));
                } else {
                    escaped(c);
                }
            });
            html.append('"');
        }
        html.append('>');
    }

    private void escaped(int c) {
        switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(c);
        }
    }
}
