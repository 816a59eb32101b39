package dev.parallax.job.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Holds manifests to what their kinds may have: a FlinkDeployment to the operator's definition of it, the others to
 * fabric8's model of Kubernetes' and Prometheus' kinds. What a kind does not know is rejected.
 */
final class ManifestSchemas {

    private static final String FLINK = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** What the guide adds to the definition with {@code kubectl patch}. */
    private static final Path FLINK_VERSION = Overlay.KUBERNETES.resolve("operator-flink-2.3.yaml");

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class));

    /** The model's classes keep what they do not know, unless they are not let. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private final Schema flink;

    private ManifestSchemas(ObjectNode flink) {
        this.flink = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(flink);
    }

    /**
     * The operator's definition in its version on Maven Central, with the version of Flink that {@code deploy} adds.
     * Fields are those of a FlinkDeployment in operator 1.15 as far as the manifests use them.
     */
    static ManifestSchemas ofOperator() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (InputStream in = ManifestSchemas.class.getClassLoader().getResourceAsStream(FLINK)) {
            JsonNode definition = yaml.readTree(in);
            for (JsonNode addition : yaml.readTree(FLINK_VERSION.toFile())) {
                add(definition, addition);
            }
            ObjectNode spec = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
            close(spec);
            return new ManifestSchemas(spec);
        }
    }

    /** One operation of a JSON patch (RFC 6902): adds a value at the end of a list. */
    private static void add(JsonNode definition, JsonNode operation) throws IOException {
        String path = operation.path("path").asText();
        if (!operation.path("op").asText().equals("add")
                || !path.endsWith("/-")
                || !(definition.at(path.substring(0, path.length() - 2)) instanceof ArrayNode list)) {
            throw new IOException("Expected an addition at the end of a list of the definition, found " + operation);
        }
        list.add(operation.path("value"));
    }

    /** Rejects fields that an object's schema does not name. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ManifestSchemas::close);
    }

    /** What is wrong with a manifest. */
    List<String> problems(JsonNode manifest) throws IOException {
        String kind = manifest.path("apiVersion").asText() + "/"
                + manifest.path("kind").asText();
        if (kind.equals("flink.apache.org/v1beta1/FlinkDeployment")) {
            STRICT.treeToValue(manifest.path("metadata"), ObjectMeta.class);
            return flink.validate(manifest.path("spec")).stream()
                    .map(Error::toString)
                    .toList();
        }
        if (!KINDS.containsKey(kind)) {
            return List.of(kind + " is not a kind that this test knows");
        }
        try {
            STRICT.treeToValue(manifest, KINDS.get(kind));
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(kind + " " + manifest.at("/metadata/name").asText() + ": " + e.getOriginalMessage());
        }
    }
}
