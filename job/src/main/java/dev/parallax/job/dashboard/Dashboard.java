package dev.parallax.job.dashboard;

import dev.parallax.job.dashboard.state.Audience;
import dev.parallax.job.dashboard.state.DashboardState;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.dashboard.state.Disagreements;
import dev.parallax.job.dashboard.state.RecordReader;
import dev.parallax.job.dashboard.web.DashboardServer;
import dev.parallax.job.endpoint.tail.TopicTail;
import java.net.URI;
import java.util.Map;

/**
 * A server of one web page that shows reports, alerts and disagreements from Kafka as they come. Its threads are
 * daemons.
 *
 * <p>Every client that can reach the port can read what it shows, which is labels and word pieces of texts: it asks for
 * no password and does not encrypt.
 */
public final class Dashboard implements AutoCloseable {

    /** More than is kept, as reports are of several segments and transactions have marks of their own. */
    private static final int LAST_REPORTS = 3000;

    private static final int LAST_ALERTS = 2 * DashboardState.MOST_ALERTS;
    private static final int LAST_DISAGREEMENTS = 2 * Disagreements.MOST;

    private final TopicTail tail;
    private final DashboardServer server;

    private Dashboard(TopicTail tail, DashboardServer server) {
        this.tail = tail;
        this.server = server;
    }

    /**
     * Starts to read and to serve. Brokers that do not answer and topics that are not there stop nothing: the page says
     * so.
     *
     * @param consumer properties of Kafka's consumer, brokers among them
     * @param topics what to read
     * @param host name or address of the interface to bind, such as {@code 127.0.0.1}
     * @param port where, 0 for a free one
     * @throws dev.parallax.job.config.value.ConfigException if no Kafka client can start with the properties
     * @throws IllegalStateException if there is no such interface, or the port is taken
     */
    public static Dashboard start(Map<String, String> consumer, DashboardTopics topics, String host, int port) {
        Audience audience = new Audience(DashboardServer.MOST_PAGES);
        DashboardState state = new DashboardState(topics, audience);
        DashboardServer server = DashboardServer.start(state, audience, host, port);
        try {
            Map<String, Integer> last = Map.of(
                    topics.quality(), LAST_REPORTS,
                    topics.alerts(), LAST_ALERTS,
                    topics.disagreements(), LAST_DISAGREEMENTS);
            TopicTail tail = TopicTail.follow(consumer, last, new RecordReader(topics, state));
            return new Dashboard(tail, server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address of the page. */
    public URI url() {
        return server.url();
    }

    /** Reads and serves no more, and frees the port. */
    @Override
    public void close() {
        server.close();
        tail.close();
    }
}
