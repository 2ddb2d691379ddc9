#!/usr/bin/env bash
# Distil trained classifiers (one, or several as an ensemble) into a student on a GPU; a run that was cut off goes on from its checkpoint.
#   scripts/gpu/distil.sh OUT_DIR TEACHER_DIR[,TEACHER_DIR...] [--set key=value ...]      (--set layers=6 --set encoder=... for another student)
set -euo pipefail
out=${1:?usage: scripts/gpu/distil.sh OUT_DIR TEACHERS [--set key=value ...]} teachers=${2:?usage: scripts/gpu/distil.sh OUT_DIR TEACHERS [...]}
python -m giar_ner.train --config configs/distil.yaml --set output="$out" --set neural.teachers="[$teachers]" \
  --set neural.batch_tokens=16384 "${@:3}"
