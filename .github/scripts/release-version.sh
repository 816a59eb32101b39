#!/usr/bin/env bash
# Prints VERSION=X.Y.Z for the tag vX.Y.Z, where all POMs and the image's tag in deploy/ have that version.
#
#   release-version.sh TAG
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tag=$1
[[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "Expected a tag vX.Y.Z, found '$tag'" >&2; exit 1; }
version=${tag#v}
for pom in pom.xml operators/pom.xml job/pom.xml; do
  found=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$pom" | head -1)
  [ "$found" = "$version" ] || { echo "$pom: expected the version $version of the tag, found $found" >&2; exit 1; }
done
for file in deploy/kubernetes/base/flink-deployment.yaml deploy/kubernetes/base/dashboard.yaml docker/compose.yaml; do
  grep -q "image: parallax-job:$version\$" "$file" || { echo "$file: expected the image parallax-job:$version" >&2; exit 1; }
done
echo "VERSION=$version"
