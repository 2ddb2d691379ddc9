#!/usr/bin/env bash
# Adapt the encoder on a GPU in stretches of ten minutes: call it again and it goes on from its checkpoint.
#   scripts/gpu/pretrain.sh CORPUS_DIR OUT_DIR [MINUTES]
set -euo pipefail
corpus=${1:?usage: scripts/gpu/pretrain.sh CORPUS_DIR OUT_DIR [MINUTES]} out=${2:?usage: scripts/gpu/pretrain.sh CORPUS_DIR OUT_DIR [MINUTES]}
python -m giar_ner.pretrain --config configs/pretrain_more.yaml --corpus "$corpus" \
  --set output="$out" --set minutes="${3:-9}" --set rows=256 --set learning_rate=1e-3 --set save_minutes=2
