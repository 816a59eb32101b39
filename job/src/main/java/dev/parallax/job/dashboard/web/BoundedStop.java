package dev.parallax.job.dashboard.web;

import io.javalin.Javalin;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stop of a web server within a limit of time. Jetty waits without a limit until its selector has closed all
 * connections, and in rare cases the selector does not answer: a process that ends must not wait for it.
 */
final class BoundedStop {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedStop.class);

    private BoundedStop() {}

    /**
     * Frees the ports, then stops the server. What has not stopped within the limit is interrupted and left to threads
     * that are daemons.
     *
     * @param server a server that was started
     * @param limit longest time to wait
     */
    static void stop(Javalin server, Duration limit) {
        for (Connector connector : server.jettyServer().server().getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                network.close();
            }
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        server.stop();
                    } catch (RuntimeException e) {
                        LOG.warn("The dashboard's server has not stopped cleanly", e);
                    }
                },
                "dashboard-stop");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn(
                    "The dashboard's server has not stopped within {}: its port is free, its threads end with"
                            + " the process",
                    limit);
            thread.interrupt();
        }
    }
}
