#!/usr/bin/env bash
# smoke.sh TARGET CORPUS WORK: fuzzes for GALLEY_FUZZ_SECONDS (30), from the kept corpus and what earlier runs
# found. A find is left in WORK; fix it, write a plain test of it, and keep the input in CORPUS.
set -uo pipefail
target=$1 corpus=$2 work=$3
seconds=${GALLEY_FUZZ_SECONDS:-30}
name=$(basename "$target")
mkdir -p "$work/corpus"
# What a target writes it writes often: memory, not the disk.
scratch=$(mktemp -d -p /dev/shm galley-fuzz-XXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$scratch"' EXIT
log=$work/log
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}external_symbolizer_path=$(command -v addr2line)
TMPDIR=$scratch "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
  -artifact_prefix="$work/" "$work/corpus" "$corpus" >"$log" 2>&1
code=$?
if [ $code -ne 0 ]; then
  tail -n 60 "$log"
  echo "$name: FOUND something (exit $code); the input is in $work"
  exit 1
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
echo "$name: $seconds s, $runs inputs, $edges edges, 0 findings"
