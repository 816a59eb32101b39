package dev.parallax.job.filereport.page;

import dev.parallax.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The head of a self-contained HTML page without scripts, images and fonts. Its content security policy allows only its
 * own style sheet.
 */
public final class PageFrame {

    private static final String STYLE_SHEET = "report.css";

    private PageFrame() {}

    /**
     * Starts a page; its elements {@code html} and {@code body} are open.
     *
     * @param title title of the page
     */
    public static Markup open(String title) {
        String css = styleSheet();
        Markup page = new Markup();
        page.open("html", "lang", "en");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'sha256-" + sha256(css) + "'; base-uri 'none'; form-action 'none'");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.element("title", title);
        page.style(css).end();
        return page.open("body");
    }

    private static String styleSheet() {
        try (InputStream in = PageFrame.class.getResourceAsStream(STYLE_SHEET)) {
            if (in == null) {
                throw new IllegalStateException("The style sheet " + STYLE_SHEET + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The style sheet " + STYLE_SHEET + " cannot be read", e);
        }
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
