#!/usr/bin/env bash
# Builds both images from the jars in job/target and pushes them to ghcr.io, each with its bill of materials and provenance.
# Reads GITHUB_REPOSITORY_OWNER, GITHUB_ACTOR and REGISTRY_PASSWORD. Run after `mvn -Pgpu-cuda13 -DskipTests package`.
#
#   push-images.sh VERSION
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=$1
image=ghcr.io/${GITHUB_REPOSITORY_OWNER,,}/parallax-job
docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<< "$REGISTRY_PASSWORD"
# The builder of this kind writes attestations.
docker buildx create --use --driver docker-container
push() {
  local target=$1 tag=$2
  docker buildx build -f docker/Dockerfile --target "$target" --build-arg ARTIFACTS=prebuilt \
    --build-arg VERSION="$version" --build-arg REVISION="$(git rev-parse HEAD)" \
    --provenance=mode=max --sbom=true --tag "$image:$tag" --push .
}
push job "$version"
push job-gpu "$version-gpu"
