package dev.parallax.job.endpoint.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a schema registry: the properties that Confluent's deserializers take beside those of a Kafka
 * consumer, under the same names (docs.confluent.io, Schema Registry client configuration).
 */
final class RegistryConfig extends AbstractConfig {

    /** Addresses of the registry, several with commas between them. */
    static final String URLS = "schema.registry.url";
    /** The source of user and password: {@code URL} or {@code USER_INFO}. */
    static final String BASIC_SOURCE = "basic.auth.credentials.source";
    /** {@code user:password}. */
    static final String USER_INFO = "basic.auth.user.info";
    /** A token of OAuth 2. */
    static final String BEARER_TOKEN = "bearer.auth.token";
    /** Before the names that Kafka's clients have for TLS. */
    static final String TLS_PREFIX = "schema.registry.";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(URLS, Type.LIST, Importance.HIGH, "Addresses of the registry")
            .define(BASIC_SOURCE, Type.STRING, null, Importance.MEDIUM, "Where user and password stand")
            .define(USER_INFO, Type.PASSWORD, null, Importance.MEDIUM, "User and password")
            .define(BEARER_TOKEN, Type.PASSWORD, null, Importance.MEDIUM, "A token of OAuth 2");

    private static final ConfigDef TLS = new ConfigDef();

    static {
        SslConfigs.addClientSslSupport(TLS);
    }

    private final List<URI> addresses;
    private final @Nullable String authorization;

    /**
     * @param properties properties of a Kafka consumer; config providers named there fill in references
     * @throws ConfigException if an address, or what stands for credentials, cannot be used; the message holds no value
     */
    RegistryConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
        addresses = new ArrayList<>();
        String fromAddress = null;
        for (String address : getList(URLS)) {
            URI uri = address(address.strip());
            fromAddress = uri.getUserInfo() == null ? fromAddress : uri.getUserInfo();
            addresses.add(withoutCredentials(uri));
        }
        if (addresses.isEmpty()) {
            throw new ConfigException(URLS + " must have an address such as http://registry:8081, and has none");
        }
        authorization = authorization(fromAddress);
    }

    /** Addresses without credentials and without a slash at their end. */
    List<URI> addresses() {
        return addresses;
    }

    /** The value of the header {@code Authorization}, if there is one: a secret. */
    Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    /** The TLS context, if trust store or key store are set. */
    Optional<SSLContext> tls() {
        Map<String, Object> given = originalsWithPrefix(TLS_PREFIX);
        given.keySet().removeIf(key -> !key.startsWith("ssl."));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new HashMap<>(TLS.parse(given)));
            return Optional.of(factory.sslContext());
        }
    }

    private @Nullable String authorization(@Nullable String fromAddress) {
        Password token = getPassword(BEARER_TOKEN);
        if (token != null) {
            return "Bearer " + token.value();
        }
        String source = getString(BASIC_SOURCE);
        Password given = getPassword(USER_INFO);
        String user;
        if (source == null) {
            user = given == null ? fromAddress : given.value();
        } else if (source.equals("USER_INFO")) {
            user = given == null ? null : given.value();
            if (user == null) {
                throw new ConfigException(BASIC_SOURCE + " is USER_INFO, and " + USER_INFO + " is not set");
            }
        } else if (source.equals("URL")) {
            user = fromAddress;
        } else {
            throw new ConfigException(BASIC_SOURCE + " must be URL or USER_INFO");
        }
        if (user == null) {
            return null;
        }
        if (user.indexOf(':') < 0) {
            throw new ConfigException("Credentials of the registry must be user:password");
        }
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static URI address(String address) {
        try {
            URI uri = new URI(address);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its message quotes the address, which may hold a password.
        }
        throw new ConfigException(URLS + " must hold addresses such as http://registry:8081");
    }

    private static URI withoutCredentials(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String host = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return URI.create(host + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
    }
}
