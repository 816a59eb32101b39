package dev.parallax.job.dashboard.web;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Puts headers on every response by which a browser runs nothing but the page's own files, sends nothing elsewhere, and
 * lets no other site have or frame what it gets.
 */
final class SecurityHeaders implements HttpConfiguration.Customizer {

    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
                            + " 'self'; "
                            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
                            // Strings become markup nowhere, so text that has some stays text.
                            + "require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        put(responseHeaders);
        return request;
    }

    static void put(HttpFields.Mutable headers) {
        ALL.forEach(headers::put);
    }
}
