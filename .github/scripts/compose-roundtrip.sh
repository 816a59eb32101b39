#!/usr/bin/env bash
# Starts docker/compose.yaml, waits for the prediction of one text, and asks each web page whether it is up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

compose() {
  docker compose -f docker/compose.yaml "$@"
}
finish() {
  local status=$?
  [ "$status" = 0 ] || compose logs --tail 60 >&2
  compose down --volumes --timeout 10
  exit "$status"
}
trap finish EXIT

compose up --build --detach
.github/scripts/one-text.sh kafka:9092 docker compose -f docker/compose.yaml exec -T kafka
for page in 8081/config 8090/healthz 9090/-/ready 3000/api/health; do
  curl --fail --silent --show-error --output /dev/null --retry 30 --retry-delay 2 --retry-all-errors "http://localhost:$page"
  echo "localhost:$page is up"
done
