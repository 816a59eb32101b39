package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration and the pod templates that Flink's Kubernetes operator passes to the JobManager's process for a
 * FlinkDeployment, as its class {@code FlinkConfigBuilder} and its documentation of pod templates define them.
 */
final class FlinkOnKubernetes {

    private final JsonNode deployment;

    /** @param deployment a FlinkDeployment with a job */
    FlinkOnKubernetes(JsonNode deployment) {
        this.deployment = deployment;
    }

    /** Options of Flink. */
    Map<String, String> configuration() {
        JsonNode spec = deployment.path("spec");
        Map<String, String> options = new TreeMap<>();
        spec.path("flinkConfiguration")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        options.put("kubernetes.cluster-id", deployment.at("/metadata/name").asText());
        options.put("kubernetes.namespace", deployment.at("/metadata/namespace").asText());
        options.put("kubernetes.container.image.ref", spec.path("image").asText());
        options.put(
                "kubernetes.container.image.pull-policy",
                spec.path("imagePullPolicy").asText());
        options.put("kubernetes.service-account", spec.path("serviceAccount").asText());
        options.put(
                "kubernetes.jobmanager.replicas",
                spec.at("/jobManager/replicas").asText());
        options.put("parallelism.default", spec.at("/job/parallelism").asText());
        options.put("$internal.application.main", spec.at("/job/entryClass").asText());
        options.put("execution.target", "kubernetes-application");
        // Flink's client, which the operator starts the cluster with, puts it in place of 0, any port.
        options.putIfAbsent("taskmanager.rpc.port", "6122");
        options.putAll(resource("jobmanager", spec.at("/jobManager/resource")));
        options.putAll(resource("taskmanager", spec.at("/taskManager/resource")));
        return options;
    }

    private static Map<String, String> resource(String process, JsonNode resource) {
        return Map.of(
                process + ".memory.process.size",
                amount(resource.path("memory")).toBigIntegerExact() + " b",
                "kubernetes." + process + ".cpu.amount",
                amount(resource.path("cpu")).toPlainString());
    }

    /** A quantity of Kubernetes as a number. */
    static BigDecimal amount(JsonNode quantity) {
        return Quantity.parse(quantity.asText()).getNumericalAmount();
    }

    /** Arguments of the job. */
    String[] arguments() {
        ArrayNode arguments = (ArrayNode) deployment.at("/spec/job/args");
        String[] all = new String[arguments.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = arguments.get(i).asText();
        }
        return all;
    }

    /**
     * The template for pods of {@code jobManager} or {@code taskManager}: the common one with that one's own over it.
     */
    JsonNode podTemplate(String role) {
        JsonNode common = deployment.at("/spec/podTemplate");
        return merged(common, deployment.path("spec").path(role).path("podTemplate"));
    }

    /** Lists are merged by place, as the operator does by default. */
    private static JsonNode merged(JsonNode below, JsonNode above) {
        if (below instanceof ObjectNode low && above instanceof ObjectNode high) {
            ObjectNode both = low.deepCopy();
            high.properties()
                    .forEach(field -> both.set(field.getKey(), merged(low.path(field.getKey()), field.getValue())));
            return both;
        }
        if (below instanceof ArrayNode low && above instanceof ArrayNode high) {
            ArrayNode both = low.deepCopy();
            for (int i = 0; i < high.size(); i++) {
                if (i < low.size()) {
                    both.set(i, merged(low.get(i), high.get(i)));
                } else {
                    both.add(high.get(i));
                }
            }
            return both;
        }
        return above.isMissingNode() ? below : above;
    }
}
