package dev.parallax.job.pipeline;

import dev.parallax.job.quickstart.EmbeddedBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that provides one embedded broker to all tests, started on first use and stopped after the last
 * test.
 */
public final class SharedBroker implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedBroker.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == KafkaTopics.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        EmbeddedBroker broker = extension
                .getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("broker", key -> EmbeddedBroker.start(), EmbeddedBroker.class);
        return new KafkaTopics(broker.bootstrapServers());
    }
}
