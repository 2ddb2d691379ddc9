#!/usr/bin/env bash
# What the GPU at hand gives, in under ten minutes: encoder against the measured bf16 ceiling, reports/s of the batch job, records against the CPU's.
#   scripts/gpu/benchmark.sh OUT_DIR [--documents N] [--compile] [...]       (python -m benchmarks.gpu --help has all options)
set -euo pipefail
out=${1:?usage: scripts/gpu/benchmark.sh OUT_DIR [OPTION ...]}
python -m benchmarks.gpu --out "$out" "${@:2}"
