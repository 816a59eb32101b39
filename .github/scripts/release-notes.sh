#!/usr/bin/env bash
# Prints the section of one version of the changelog on standard input, without its heading.
#
#   release-notes.sh VERSION < CHANGELOG.md
set -euo pipefail

notes=$(awk -v version="$1" '
  /^## / { inside = $2 == version || $2 == "[" version "]"; next }
  inside { print }
')
[ -n "$notes" ] || { echo "Expected a section '## $1' with text in the changelog, found none" >&2; exit 1; }
echo "$notes"
