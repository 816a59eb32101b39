package dev.parallax.job.endpoint.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A schema registry in this process: the part of the REST API that consumers need, on a free port of the loopback
 * interface.
 */
public final class RegistryServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> authorizations = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    /** Starts it without a schema. */
    public RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/schemas/types", "[\"AVRO\"]");
    }

    /** Registers a schema that refers to none. */
    public RegistryServer with(int id, String avro) {
        ObjectNode schema = JSON.createObjectNode().put("schema", avro);
        answers.put("/schemas/ids/" + id, schema.toString());
        return this;
    }

    /** Sets the response for a path. */
    RegistryServer answering(String path, String json) {
        answers.put(path, json);
        return this;
    }

    /** Sets the status of all further responses. */
    void answerWith(int everything) {
        status = everything;
    }

    /** Requested paths, in order. */
    List<String> asked() {
        return asked;
    }

    /** The header {@code Authorization} of each request. */
    public List<Optional<String>> authorizations() {
        return authorizations;
    }

    /** Its address. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        String known = answers.get(path);
        byte[] body = (known == null ? "{\"error_code\":40403,\"message\":\"Schema not found\"}" : known)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status != 200 ? status : known == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
