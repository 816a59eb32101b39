#!/usr/bin/env bash
# Creates the GitHub release of the tag vVERSION with jars, bill of materials and their checksums. Reads GH_TOKEN.
#
#   create-release.sh VERSION NOTES
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=$1
notes=$2
files=release-files
mkdir "$files"
cp job/target/parallax-job.jar "$files/parallax-job-$version.jar"
cp "operators/target/parallax-operators-$version.jar" "$files/"
cp job/target/bom.json "$files/parallax-job-$version.cdx.json"
(cd "$files" && sha256sum -- * > SHA256SUMS)
gh release create "v$version" --verify-tag --title "Parallax $version" --notes-file "$notes" "$files"/*
