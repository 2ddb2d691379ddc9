#!/usr/bin/env bash
# The ablation's rows of encoders on a GPU: whole training runs, one after the other; called again, it makes those that are missing.
#   scripts/gpu/ablation.sh OUT_DIR ENCODERS_DIR [PART_OF_A_ROW'S_NAME]       (ENCODERS_DIR holds gov-zh-6x256 and e5-zh-12x384)
set -euo pipefail
out=${1:?usage: scripts/gpu/ablation.sh OUT_DIR ENCODERS_DIR [PART_OF_A_ROW_NAME]} encoders=${2:?the folder of the encoders to compare}
python -m benchmarks.ablation --encoders "$encoders" --steps 0 --out "$out" --only "${3:-6 × 384}"
