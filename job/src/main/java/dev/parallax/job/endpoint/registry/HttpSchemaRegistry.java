package dev.parallax.job.endpoint.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry behind the REST API that Confluent's has, and others with it (docs.confluent.io, Schema Registry
 * API reference). Addresses are asked in turn until one answers. Nothing is remembered: see
 * {@link CachedSchemaRegistry}.
 *
 * <p>For one thread.
 */
final class HttpSchemaRegistry implements SchemaRegistry {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final String ACCEPTED = "application/vnd.schemaregistry.v1+json, application/json";
    /** Schemas that one may refer to, directly or by another. */
    private static final int MOST_REFERENCES = 1_000;

    private final RegistryConfig config;
    private final HttpClient client;

    /** @param config where it is */
    HttpSchemaRegistry(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECTS_WITHIN);
        config.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public RegisteredSchema schema(int id) throws IOException {
        HttpResponse<byte[]> response = get("/schemas/ids/" + id);
        if (response.statusCode() == 404) {
            return new RegisteredSchema(null, "the registry has no schema " + id);
        }
        JsonNode answer = read(response);
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return new RegisteredSchema(null, "schema " + id + " is of type " + type + ": expected AVRO");
        }
        // The registry took it: what is written with it can be read, whatever its names and defaults are.
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        try {
            references(answer, parser, new HashSet<>());
            return new RegisteredSchema(parser.parse(answer.path("schema").asText()), null);
        } catch (AvroRuntimeException e) {
            return new RegisteredSchema(null, "schema " + id + " is no Avro schema that can be read");
        }
    }

    /**
     * Asks for something that every registry has.
     *
     * @throws IOException if no address answers, or the credentials are rejected
     */
    void ping() throws IOException {
        HttpResponse<byte[]> response = get("/schemas/types");
        if (response.statusCode() != 404) {
            var unused = read(response);
        }
    }

    /** Types that a schema uses and does not define are defined by those it refers to, which are read before it. */
    private void references(JsonNode answer, Schema.Parser parser, Set<String> seen) throws IOException {
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.path("subject").asText();
            String version = reference.path("version").asText();
            if (!seen.add(subject + "/" + version)) {
                continue;
            }
            if (seen.size() > MOST_REFERENCES) {
                throw new AvroRuntimeException("More than " + MOST_REFERENCES + " references");
            }
            JsonNode referred = read(get("/subjects/" + encoded(subject) + "/versions/" + encoded(version)));
            references(referred, parser, seen);
            var unused = parser.parse(referred.path("schema").asText());
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<byte[]> get(String path) throws IOException {
        IOException failure = null;
        for (URI address : config.addresses()) {
            try {
                HttpResponse<byte[]> response = client.send(request(address, path), BodyHandlers.ofByteArray());
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    return response;
                }
                failure = suppressing(
                        failure, new IOException(address + " answers with status " + response.statusCode()));
            } catch (IOException e) {
                failure = suppressing(
                        failure,
                        new IOException(
                                address + " does not answer: " + e.getClass().getSimpleName(), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while the schema registry was asked");
            }
        }
        throw new IOException(
                "The schema registry of kafka.consumer." + RegistryConfig.URLS + " cannot be asked: "
                        + (failure == null ? "no address" : failure.getMessage()),
                failure);
    }

    private static IOException suppressing(@Nullable IOException earlier, IOException latest) {
        if (earlier != null) {
            latest.addSuppressed(earlier);
        }
        return latest;
    }

    private HttpRequest request(URI address, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", ACCEPTED);
        config.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.GET().build();
    }

    private static JsonNode read(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            throw new IOException("The schema registry refuses the credentials (status " + response.statusCode()
                    + "): see kafka.consumer." + RegistryConfig.USER_INFO + " and kafka.consumer."
                    + RegistryConfig.BEARER_TOKEN);
        }
        if (response.statusCode() != 200) {
            throw new IOException(
                    "The schema registry answers with status " + response.statusCode() + ": expected 200");
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "The schema registry answers with what is no JSON: is "
                            + response.uri().getHost() + " a schema registry?",
                    e);
        }
    }
}
