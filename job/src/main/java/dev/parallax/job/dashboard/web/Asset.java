package dev.parallax.job.dashboard.web;

import dev.parallax.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the page, held in memory: what is not in the list is not served.
 *
 * @param bytes its content
 * @param type its media type
 * @param tag entity tag, a digest of the content
 */
record Asset(byte[] bytes, String type, String tag) {

    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final List<String> FILES = List.of(
            "style.css",
            "icon.svg",
            "app.js",
            "feed.js",
            "store.js",
            "dom.js",
            "format.js",
            "warnings.js",
            "chart.js",
            "align.js",
            "agreement.js",
            "scores.js",
            "matrix.js",
            "causes.js",
            "drift.js",
            "alerts.js",
            "disagreements.js");

    /**
     * All files by path.
     *
     * @throws IllegalStateException if one is not on the class path
     */
    static Map<String, Asset> all() {
        Map<String, Asset> assets = new LinkedHashMap<>();
        assets.put("/", read("index.html"));
        FILES.forEach(file -> assets.put("/" + file, read(file)));
        assets.put("/vendor/chart.js", read(CHARTS));
        return assets;
    }

    private static Asset read(String resource) {
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no file " + resource + " of the dashboard");
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = Sha256.digest().digest(bytes);
            return new Asset(bytes, type(resource), '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException("The dashboard's file " + resource + " cannot be read", e);
        }
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("A file must end in html, css, js or svg, not " + ending);
        };
    }
}
