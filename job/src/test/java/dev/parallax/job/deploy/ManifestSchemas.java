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
import java.util.List;
import java.util.Map;

/**
 * Holds manifests to what their kinds may have: a FlinkDeployment to the operator's definition of it, the others to
 * fabric8's model of Kubernetes' and Prometheus' kinds. What a kind does not know is refused.
 */
final class ManifestSchemas {

    private static final String FLINK = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

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
     * With the operator's definition as it is in the version on Maven Central, but for the versions of Flink, of which
     * it does not know 2.3.
     */
    static ManifestSchemas ofOlderOperators() throws IOException {
        return new ManifestSchemas(flinkSpec());
    }

    /**
     * With {@code resources} besides, which newer operators have for a JobManager and a TaskManager: what Kubernetes
     * has for a container, as the same definition says it of containers.
     */
    static ManifestSchemas ofNewerOperators() throws IOException {
        ObjectNode spec = flinkSpec();
        for (String role : List.of("jobManager", "taskManager")) {
            ObjectNode properties = (ObjectNode) spec.at("/properties/" + role + "/properties");
            properties.set(
                    "resources",
                    spec.at(
                            "/properties/podTemplate/properties/spec/properties/containers/items/properties/resources"));
            properties.remove("resource");
        }
        return new ManifestSchemas(spec);
    }

    private static ObjectNode flinkSpec() throws IOException {
        try (InputStream in = ManifestSchemas.class.getClassLoader().getResourceAsStream(FLINK)) {
            JsonNode definition = new YAMLMapper().readTree(in);
            ObjectNode spec = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
            ((ArrayNode) spec.at("/properties/flinkVersion/enum")).add("v2_3");
            close(spec);
            return spec;
        }
    }

    /** Refuses fields that an object's schema does not name. */
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
