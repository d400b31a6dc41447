#!/usr/bin/env bash
# Scores the newsroom chain on the evaluation corpus beside the project, if it is there; builds nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
scorer=../shared/measure/score_text.py
gold=../shared/corpus/gold
if [ ! -f "$scorer" ] || [ ! -d "$gold" ]; then
  echo "skipped: no evaluation corpus beside the project ($gold)"
  exit 0
fi
python3 "$scorer" --galley build/release/bin/galley --config configs/newsroom.info --gold "$gold" --part "${1:-all}" --out build/score |
  grep -A 7 -E '^== all|^notices' | grep -vE '^(--|== zh|== en)'
