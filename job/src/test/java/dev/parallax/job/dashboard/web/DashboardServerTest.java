package dev.parallax.job.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.job.dashboard.SampleRecords;
import dev.parallax.job.dashboard.SampleReport;
import dev.parallax.job.dashboard.state.Audience;
import dev.parallax.job.dashboard.state.DashboardState;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.dashboard.state.RecordReader;
import dev.parallax.job.endpoint.tail.TailStatus;
import dev.parallax.job.pipeline.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServerTest {

    private static final DashboardTopics TOPICS = new DashboardTopics("quality", "alerts", "disagreements");
    private static final String LOOPBACK = "127.0.0.1";

    private final Audience audience = new Audience(2);
    private final DashboardState state = new DashboardState(TOPICS, audience);
    private final RecordReader reader = new RecordReader(TOPICS, state);
    private final DashboardServer server = DashboardServer.start(state, audience, LOOPBACK, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_page_and_all_that_it_names_are_served_with_their_types() throws Exception {
        for (String path : Asset.all().keySet()) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isNotEmpty();
        }
        assertThat(get("/").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/html;")
                .endsWith("charset=utf-8");
        assertThat(get("/app.js").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/javascript;")
                .endsWith("charset=utf-8");
        assertThat(get("/").body())
                .doesNotContain("<script>", "<style", " style=", " onload=", "http:", "https:", "//");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /style.css HTTP/1.1",
                "GET /api/state HTTP/1.1",
                "GET /healthz HTTP/1.1",
                "GET /nothing HTTP/1.1",
                "GET /vendor/ HTTP/1.1",
                "GET /index.html HTTP/1.1",
                "POST /api/state HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
                "GET /%zz HTTP/1.1"
            })
    void every_answer_is_bare_and_tells_browsers_to_trust_nothing_else(String request) throws Exception {
        // When
        String answer = raw(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        // Then
        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .contains("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("javalin")
                .doesNotContain("Server:", "X-Powered-By", "Set-Cookie", "etc/passwd", "Access-Control-Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"})
    void other_methods_than_get_are_refused(String method) throws Exception {
        for (String path : List.of("/", "/api/state", "/api/events", "/nothing")) {
            String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET");
        }
    }

    @Test
    void what_is_no_request_is_answered_with_its_status_alone() throws Exception {
        assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n400\n");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(2 * DashboardServer.LARGEST_HEADER)
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("\r\n\r\n431\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8090", "127.0.0.1:8090", "127.0.0.2", "[::1]:8090", "LOCALHOST"})
    void on_the_loopback_interface_its_own_names_are_answered(String host) throws Exception {
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebound.example", "localhost.rebound.example:8090", "127.0.0.1.rebound.example", "10.0.0.1"})
    void on_the_loopback_interface_other_names_are_refused(String host) throws Exception {
        for (String path : List.of("/", "/api/state", "/api/events", "/healthz")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void data_are_refused_to_the_pages_of_other_sites(String site) throws Exception {
        String from = " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: " + site + "\r\nConnection: close\r\n\r\n";
        assertThat(raw("GET /api/state" + from)).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET /api/events" + from)).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET /" + from)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void the_state_is_that_of_the_series_that_is_asked_for() throws Exception {
        // Given
        reader.onRecord("quality", 0, SampleReport.of(1, 600, 60).bytes());
        reader.onRecord(
                "quality", 0, SampleReport.of(1, 600, 300).segment("a & b").bytes());
        // When
        JsonNode all = json("/api/state");
        JsonNode one = json("/api/state?model=sentiment&shadow=spark-nlp&segment=a+%26+b");
        // Then
        assertThat(all.at("/shown/report/values/agreement.rate").asDouble()).isEqualTo(0.9);
        assertThat(one.at("/shown/report/values/agreement.rate").asDouble()).isEqualTo(0.5);
        assertThat(all.at("/topics/quality").asText()).isEqualTo("quality");
    }

    @Test
    void disagreements_are_those_with_the_shadow_that_is_asked_for_however_long_its_name() throws Exception {
        // Given names of which each takes as much of an address as one can
        String longest = "東".repeat(300);
        reader.onRecord(
                "quality",
                0,
                SampleReport.of(1, 600, 60)
                        .model(longest)
                        .shadow(longest)
                        .segment(longest)
                        .bytes());
        reader.onRecord("quality", 0, SampleReport.of(2, 600, 60).bytes());
        reader.onRecord("disagreements", 0, SampleRecords.bytes(SampleRecords.disagreement("of-the-twin")));
        ObjectNode disagreement = SampleRecords.disagreement("of-the-longest", longest);
        disagreement.withObject("/model").put("name", longest);
        reader.onRecord("disagreements", 0, SampleRecords.bytes(disagreement));
        // When
        String name = URLEncoder.encode(longest.substring(0, 200) + "…", StandardCharsets.UTF_8);
        String query = "?model=" + name + "&shadow=" + name + "&segment=" + name;
        // Then
        assertThat(json("/api/state" + query).get("disagreements").findValuesAsText("id"))
                .containsExactly("of-the-longest");
        assertThat(json("/api/state").get("disagreements").findValuesAsText("id"))
                .containsExactly("of-the-twin");
        assertThat(get("/api/state?shadow=" + "x".repeat(DashboardServer.LARGEST_HEADER))
                        .statusCode())
                .isEqualTo(414);
    }

    @Test
    void events_are_of_disagreements_with_the_shadow_that_is_asked_for() throws Exception {
        // Given
        try (InputStream stream = events("?model=sentiment&shadow=spark-head&segment=")) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            Await.until("the page is open", () -> audience.size() == 1);
            // When
            reader.onRecord("disagreements", 0, SampleRecords.bytes(SampleRecords.disagreement("of-the-twin")));
            reader.onRecord(
                    "disagreements", 0, SampleRecords.bytes(SampleRecords.disagreement("of-the-head", "spark-head")));
            // Then
            String data = lines.lines()
                    .filter(line -> line.startsWith("data: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(data).contains("of-the-head");
        }
    }

    @Test
    void health_says_whether_kafka_answers() throws Exception {
        assertThat(json("/healthz").get("kafka").asBoolean()).isFalse();
        // When
        reader.onStatus(new TailStatus(true, List.of(), ""));
        // Then
        assertThat(json("/healthz").get("kafka").asBoolean()).isTrue();
    }

    @Test
    void a_file_that_the_browser_has_is_not_sent_again() throws Exception {
        // Given
        String tag = get("/app.js").headers().firstValue("ETag").orElseThrow();
        // When
        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(server.url().resolve("/app.js"))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofString());
        // Then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void events_come_as_they_happen() throws Exception {
        // Given
        try (InputStream stream = events("?model=sentiment&shadow=spark-nlp&segment=")) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("retry: 2000");
            Await.until("the page is open", () -> audience.size() == 1);
            // When
            reader.onRecord("quality", 0, SampleReport.of(1, 600, 60).bytes());
            reader.onRecord("alerts", 0, SampleRecords.bytes(SampleRecords.alert("FIRED", 1, 0.9)));
            reader.onRecord("disagreements", 0, SampleRecords.bytes(SampleRecords.disagreement("line\nbreak")));
            // Then
            List<String> kinds = new ArrayList<>();
            while (kinds.size() < 4) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    kinds.add(line.substring("event: ".length()));
                }
                if (line.startsWith("data: ")) {
                    assertThat(JsonMapper.builder().build().readTree(line.substring("data: ".length())))
                            .isNotEmpty();
                }
            }
            assertThat(kinds).containsExactly("series", "report", "alert", "disagreement");
        }
    }

    @Test
    void no_more_pages_than_may_be_get_events_and_a_closed_one_makes_room() throws Exception {
        // Given
        InputStream first = events("");
        InputStream second = events("");
        Await.until("both are open", () -> audience.size() == 2);
        // When
        HttpResponse<String> third = get("/api/events");
        // Then
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("30");
        // When
        first.close();
        // Then
        Await.until("the closed one is noticed", () -> {
            reader.onStatus(new TailStatus(audience.size() % 2 == 0, List.of(), ""));
            return audience.size() < 2;
        });
        second.close();
    }

    @Test
    void it_stops_while_a_page_is_open() throws Exception {
        // Given
        try (InputStream stream = events("")) {
            Await.until("the page is open", () -> audience.size() == 1);
            // When
            server.close();
            // Then
            assertThat(CompletableFuture.supplyAsync(() -> end(stream))).succeedsWithin(Duration.ofMinutes(1));
        }
        assertThat(audience.size()).isZero();
    }

    /** Why it ended: to be cut off is an end too. */
    private static String end(InputStream stream) {
        try {
            stream.transferTo(OutputStream.nullOutputStream());
            return "whole";
        } catch (IOException e) {
            return "cut off: " + e.getMessage();
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DashboardServer.start(state, audience, LOOPBACK, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The dashboard needs a free port, and " + taken.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void on_other_interfaces_any_name_is_answered() throws Exception {
        try (DashboardServer open = DashboardServer.start(state, new Audience(1), "0.0.0.0", 0)) {
            assertThat(open.url().getHost()).isEqualTo("localhost");
            String answer = raw(
                    open.url().getPort(),
                    "GET /healthz HTTP/1.1\r\nHost: parallax.example\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.url().resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.builder().build().readTree(get(path).body());
    }

    private InputStream events(String query) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(server.url().resolve("/api/events" + query))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    private String raw(String request) throws IOException {
        return raw(server.url().getPort(), request);
    }

    /** What comes back until the server closes, without a check of requests. */
    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
