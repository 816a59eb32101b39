package dev.parallax.job.dashboard.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.Test;

class BoundedStopTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void a_server_is_stopped_and_its_port_is_free() throws Exception {
        // Given a connection that has had an answer and is kept open
        Javalin server = started();
        int port = server.port();
        try (Socket connection = connect(port)) {
            connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(connection.getInputStream().read()).isEqualTo('H');
            // When
            BoundedStop.stop(server, LONG);
            // Then
            assertThat(server.jettyServer().server().isStopped()).isTrue();
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_part_that_never_stops_is_interrupted_and_the_port_is_free() throws Exception {
        // Given a server that waits for a part without a limit
        Javalin server = started();
        Unstoppable part = new Unstoppable();
        server.jettyServer().server().addBean(part, true);
        part.start();
        int port = server.port();
        // When
        BoundedStop.stop(server, Duration.ofMillis(50));
        // Then
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        assertThat(part.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void an_interrupt_ends_the_wait_and_is_kept() throws Exception {
        // Given
        Javalin server = started();
        Unstoppable part = new Unstoppable();
        server.jettyServer().server().addBean(part, true);
        part.start();
        int port = server.port();
        // When
        Thread.currentThread().interrupt();
        BoundedStop.stop(server, Duration.ofDays(1));
        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    private static Javalin started() {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.threadPool = DashboardServer.threads();
                })
                .start("127.0.0.1", 0);
    }

    private static Socket connect(int port) throws Exception {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static final class Unstoppable extends AbstractLifeCycle {

        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        protected void doStop() throws Exception {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }
}
