#!/usr/bin/env bash
# The ablation's rows of encoders on a GPU: whole training runs, one after the other; called again, it makes those that are missing.
#   scripts/gpu/ablation.sh OUT_DIR [PART_OF_A_ROW'S_NAME]
set -euo pipefail
out=${1:?usage: scripts/gpu/ablation.sh OUT_DIR [PART_OF_A_ROW_NAME]}
python -m benchmarks.ablation --encoders --out "$out" --only "${2:-layers}"
