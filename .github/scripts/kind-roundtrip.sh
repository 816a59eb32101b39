#!/usr/bin/env bash
# Installs Kafka, Flink's Kubernetes operator and the overlay `local` on the cluster of kubectl's context, and waits for the prediction of
# one text. The cluster must have the image parallax-job of the overlay's version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The first version that runs Flink 2.3.
operator=1.15.0

explain() {
  local status=$?
  [ "$status" != 0 ] || exit 0
  kubectl get pods --all-namespaces >&2
  kubectl -n parallax describe flinkdeployment parallax >&2 || true
  kubectl -n parallax describe pods >&2 || true
  kubectl -n parallax logs -l app=parallax --tail 60 >&2 || true
  exit "$status"
}
trap explain EXIT

kubectl apply -f .github/kind/kafka.yaml
kubectl apply -f deploy/kubernetes/base/namespace.yaml
helm install flink-kubernetes-operator flink-kubernetes-operator \
  --repo "https://archive.apache.org/dist/flink/flink-kubernetes-operator-$operator/" \
  --namespace flink-operator --create-namespace --set 'watchNamespaces={parallax}' \
  --set webhook.create=false --set jobServiceAccount.create=false \
  --set rbac.jobRole.create=false --set rbac.jobRoleBinding.create=false --wait --timeout 5m
kubectl patch crd flinkdeployments.flink.apache.org --type json --patch-file deploy/kubernetes/operator-flink-2.3.yaml

kubectl -n kafka rollout status deployment/kafka --timeout 5m
kafka() {
  kubectl -n kafka exec -i deployment/kafka -- "$@"
}
for topic in texts predictions dead-letters disagreements quality alerts; do
  kafka /opt/kafka/bin/kafka-topics.sh --bootstrap-server localhost:9094 --create --topic "$topic" --partitions 1
done

kubectl apply -k deploy/kubernetes/overlays/local
state=
for ((attempt = 1; attempt <= 120; attempt++)); do
  state=$(kubectl -n parallax get flinkdeployment parallax -o 'jsonpath={.status.jobStatus.state}')
  [ "$state" != RUNNING ] || break
  sleep 5
done
[ "$state" = RUNNING ] || { echo "Expected the job's state to be RUNNING, found '$state'" >&2; exit 1; }

.github/scripts/one-text.sh localhost:9094 kubectl -n kafka exec -i deployment/kafka --
kubectl -n parallax rollout status deployment/parallax-dashboard --timeout 5m
