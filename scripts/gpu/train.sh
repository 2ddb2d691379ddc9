#!/usr/bin/env bash
# Train configs/default.yaml on a GPU, with larger batches and more epochs; a run that was cut off goes on from its checkpoint.
#   scripts/gpu/train.sh OUT_DIR [--set key=value ...]
set -euo pipefail
out=${1:?usage: scripts/gpu/train.sh OUT_DIR [--set key=value ...]}
python -m giar_ner.train --config configs/default.yaml --set output="$out" \
  --set neural.batch_tokens=16384 --set neural.epochs=12 "${@:2}"
