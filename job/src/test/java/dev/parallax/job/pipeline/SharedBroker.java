package dev.parallax.job.pipeline;

import dev.parallax.job.quickstart.EmbeddedBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one embedded broker for all, started by the first that asks and stopped after the last. */
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
