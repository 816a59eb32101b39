package dev.parallax.job.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that the dashboard's page never sends: other methods than GET; on the loopback interface other names
 * than its own, by which a site that lets its name mean 127.0.0.1 would get at the data (DNS rebinding); and data for
 * the pages of other sites.
 */
final class RequestRules implements Handler {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private final boolean loopbackOnly;

    /** @param loopbackOnly whether the server is bound to the loopback interface */
    RequestRules(boolean loopbackOnly) {
        this.loopbackOnly = loopbackOnly;
    }

    @Override
    public void handle(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (!request.method().equals(HandlerType.GET)) {
            request.header("Allow", "GET");
            refuse(request, 405, "only GET is answered");
        } else if (loopbackOnly && !LOOPBACK.matcher(name(request.host())).matches()) {
            refuse(request, 403, "the host must be localhost, 127.0.0.1 or [::1]");
        } else if (site != null && !OWN_PAGES.contains(site) && request.path().startsWith("/api/")) {
            refuse(request, 403, "data are for the dashboard's own page");
        }
    }

    private static void refuse(Context request, int status, String why) {
        request.status(status).result(why + "\n").skipRemainingHandlers();
    }

    /** Without a port. */
    private static String name(@Nullable String host) {
        if (host == null) {
            return "";
        }
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
