package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A server on the loopback interface that keeps what it is given, as Kubernetes' does, and starts nothing. */
final class MockKubernetes implements AutoCloseable {

    private final String namespace;
    private final KubernetesMockServer server;
    private final NamespacedKubernetesClient client;

    private MockKubernetes(String namespace, KubernetesMockServer server) {
        this.namespace = namespace;
        this.server = server;
        this.client = server.createClient();
    }

    /** Starts it with the Deployment of a JobManager, which the operator would have made. */
    static MockKubernetes start(String namespace, String deployment) {
        var responses = new HashMap<ServerRequest, Queue<ServerResponse>>();
        KubernetesMockServer server = new KubernetesMockServer(
                new Context(), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
        server.init();
        MockKubernetes kubernetes = new MockKubernetes(namespace, server);
        kubernetes
                .client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(deployment)
                        .withNamespace(namespace)
                        .withUid("11111111-1111-1111-1111-111111111111")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
        return kubernetes;
    }

    URI address() {
        return URI.create(client.getMasterUrl().toString());
    }

    /** Pods of TaskManagers that were asked for. */
    List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("component", "taskmanager")
                .list()
                .getItems();
    }

    /** Requests of Flink's so far that a role does not allow, as verb and resource. */
    List<String> refused(JsonNode role) throws InterruptedException {
        List<String> refused = new ArrayList<>();
        for (RecordedRequest request = next(); request != null; request = next()) {
            if (!String.valueOf(request.getHeader("User-Agent")).startsWith("fabric8")) {
                Access access = Access.of(request.getMethod(), request.getPath());
                if (!access.allowedBy(role)) {
                    refused.add(access.toString());
                }
            }
        }
        return refused;
    }

    private RecordedRequest next() throws InterruptedException {
        return server.takeRequest(1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }

    /** The verb of a request and the resource that it acts on. */
    private record Access(String verb, String group, String resource) {

        static Access of(String method, String path) {
            URI uri = URI.create(path);
            // /api/v1/namespaces/NAMESPACE/RESOURCE/NAME or /apis/GROUP/VERSION/namespaces/NAMESPACE/RESOURCE/NAME
            List<String> parts = Stream.of(uri.getPath().split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .toList();
            boolean core = parts.get(0).equals("api");
            int resource = core ? 4 : 5;
            boolean named = parts.size() > resource + 1;
            String query = String.valueOf(uri.getRawQuery());
            String verb = switch (method) {
                case "GET" -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                case "DELETE" -> named ? "delete" : "deletecollection";
                default -> throw new IllegalStateException("Not a request of Kubernetes': " + method);
            };
            return new Access(verb, core ? "" : parts.get(1), parts.get(resource));
        }

        boolean allowedBy(JsonNode role) {
            return StreamSupport.stream(role.path("rules").spliterator(), false)
                    .anyMatch(rule -> has(rule.path("apiGroups"), group)
                            && has(rule.path("resources"), resource)
                            && has(rule.path("verbs"), verb));
        }

        private static boolean has(JsonNode list, String text) {
            return StreamSupport.stream(list.spliterator(), false)
                    .anyMatch(element -> element.asText().equals(text));
        }
    }
}
