#!/usr/bin/env bash
# Names the seed of a run: the one given, or a new one. It is printed, and an output of the workflow's step.
#
#   draw-seed.sh [SEED]
set -euo pipefail

seed=${1:-$((RANDOM * 30000 + RANDOM))}
[[ $seed =~ ^[0-9]{1,9}$ ]] || { echo "The seed must be a number of up to nine digits, found '$seed'" >&2; exit 2; }
echo "Seed $seed" | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "seed=$seed" >> "${GITHUB_OUTPUT:-/dev/null}"
