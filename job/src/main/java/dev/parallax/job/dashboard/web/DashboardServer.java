package dev.parallax.job.dashboard.web;

import dev.parallax.job.dashboard.state.Audience;
import dev.parallax.job.dashboard.state.DashboardState;
import dev.parallax.job.dashboard.state.Json;
import dev.parallax.job.dashboard.state.SeriesKey;
import dev.parallax.job.dashboard.state.Subscription;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, the state as JSON and events: {@code GET /}, {@code /api/state}, {@code /api/events},
 * {@code /healthz}. It changes nothing, whatever it is asked. Pages, connections, and sizes of requests have limits.
 */
public final class DashboardServer implements AutoCloseable {

    public static final int MOST_PAGES = 16;
    static final int LARGEST_HEADER = 8 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final int MOST_CONNECTIONS = 64;
    /** One for each page, and some for those that ask for a file or the state. */
    private static final int THREADS = MOST_PAGES + 16;

    private static final long LARGEST_BODY = 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** Time for open pages to be notified that the server ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private static final String JSON = "application/json";

    private final DashboardState state;
    private final Audience audience;
    private final Map<String, Asset> assets = Asset.all();
    private final Javalin server;
    private final URI url;

    private DashboardServer(DashboardState state, Audience audience, String host, int port) {
        this.state = state;
        this.audience = audience;
        InetAddress address = address(host);
        RequestRules rules = new RequestRules(address.isLoopbackAddress());
        this.server = Javalin.create(config -> configure(config, rules, host, port));
        try {
            server.start();
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "The dashboard needs a free port, and " + port + " of " + host + " is taken", e);
        }
        String name = address.isAnyLocalAddress() ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        this.url = URI.create("http://" + name + ":" + server.port() + "/");
    }

    /**
     * Starts to serve.
     *
     * @param state what to show
     * @param audience receivers of changes
     * @param host name or address of the interface to bind
     * @param port where, 0 for a free one
     * @throws IllegalStateException if there is no such interface, or the port is taken
     */
    public static DashboardServer start(DashboardState state, Audience audience, String host, int port) {
        return new DashboardServer(state, audience, host, port);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "The dashboard needs an address of this machine to bind, and '" + host + "' is none", e);
        }
    }

    /** The address of the page. */
    public URI url() {
        return url;
    }

    private void configure(JavalinConfig config, RequestRules rules, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = LARGEST_BODY;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(DashboardServer::limit);
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, host, port));
        config.jetty.modifyServer(jetty -> {
            jetty.setErrorHandler(new PlainErrors());
            jetty.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, jetty));
        });
        config.routes.before(rules);
        assets.forEach((path, asset) -> config.routes.get(path, request -> send(request, asset)));
        config.routes.get("/api/state", request -> answer(request, JSON, state.json(asked(request))));
        config.routes.get("/api/events", this::events);
        config.routes.get("/healthz", request -> answer(request, JSON, health()));
        config.routes.error(404, request -> answer(request, "text/plain", "there is nothing here\n"));
        config.routes.exception(Exception.class, (failure, request) -> {
            LOG.error("A request for {} failed", request.path(), failure);
            answer(request.status(500), "text/plain", "this has failed: the log says why\n");
        });
    }

    static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("dashboard");
        threads.setDaemon(true);
        return threads;
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.addCustomizer(new SecurityHeaders());
    }

    private static ServerConnector connector(Server jetty, HttpConfiguration http, String host, int port) {
        ConnectionFactory protocol = new HttpConnectionFactory(http);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, protocol);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    private static void send(Context request, Asset asset) {
        request.header("ETag", asset.tag()).header("Cache-Control", "no-cache");
        if (asset.tag().equals(request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType(asset.type()).result(asset.bytes());
        }
    }

    private static void answer(Context request, String type, String text) {
        request.contentType(type).result(text);
    }

    /** The series that the query names; all its parts must be there. */
    private static Optional<SeriesKey> asked(Context request) {
        String model = request.queryParam("model");
        String shadow = request.queryParam("shadow");
        String segment = request.queryParam("segment");
        return model == null || shadow == null || segment == null
                ? Optional.empty()
                : Optional.of(new SeriesKey(model, shadow, segment));
    }

    private String health() {
        return Json.object(json -> {
            json.writeStringField("status", "ok");
            json.writeBooleanField("kafka", state.connected());
        });
    }

    /** Keeps this thread until the page is gone: there are as many threads as pages. */
    private void events(Context request) throws InterruptedException {
        Optional<Subscription> joined = audience.join(asked(request));
        if (joined.isEmpty()) {
            request.status(503).header("Retry-After", "30").result("as many pages as there may be are open\n");
            return;
        }
        Subscription page = joined.get();
        try {
            request.contentType("text/event-stream");
            new EventStream(page, EventStream.HEARTBEAT).write(request.res().getOutputStream());
        } catch (IOException e) {
            LOG.debug("A page was closed", e);
        } finally {
            audience.leave(page);
        }
    }

    /** Ends all requests and frees the port. Returns within some seconds, whatever connections do. */
    @Override
    public void close() {
        audience.close(LAST_WORDS);
        BoundedStop.stop(server, STOPPED_WITHIN);
    }
}
