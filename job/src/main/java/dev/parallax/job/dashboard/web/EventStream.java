package dev.parallax.job.dashboard.web;

import dev.parallax.job.dashboard.state.Event;
import dev.parallax.job.dashboard.state.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Writes events of a subscription as server-sent events (WHATWG HTML, section 9.2): {@code id} is the event's number,
 * {@code event} its kind. While nothing happens a comment now and then shows that the connection stands, and finds out
 * when it does not.
 */
final class EventStream {

    /** Less than proxies and the server itself wait. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Events that come thick and fast are sent together: people see no more. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);

    private final Subscription subscription;
    private final Duration heartbeat;

    EventStream(Subscription subscription, Duration heartbeat) {
        this.subscription = subscription;
        this.heartbeat = heartbeat;
    }

    /** Writes until the subscription is closed or the reader is gone, which is an {@link IOException}. */
    void write(OutputStream out) throws IOException, InterruptedException {
        out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (!subscription.isClosed()) {
            List<Event> events = subscription.take(heartbeat);
            out.write(text(events).getBytes(StandardCharsets.UTF_8));
            out.flush();
            TimeUnit.MILLISECONDS.sleep(BETWEEN_WRITES.toMillis());
        }
    }

    private static String text(List<Event> events) {
        if (events.isEmpty()) {
            return ":\n\n";
        }
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append("id: ")
                    .append(event.number())
                    .append("\nevent: ")
                    .append(event.kind().name().toLowerCase(Locale.ROOT))
                    .append("\ndata: ")
                    .append(event.data())
                    .append("\n\n");
        }
        return text.toString();
    }
}
