#!/usr/bin/env bash
# Builds and runs every test twice, as released and under ASan+UBSan, then fuzzes. Ends with one line of counts.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build/test-logs
mkdir -p "$log"
passed=0 failed=0 skipped=0 broken=0

# run_preset NAME [ctest arguments]: configure, build, test; adds to the counts.
run_preset() {
  local name=$1
  shift
  echo "== $name: build"
  local began=$SECONDS
  local with_tests=(-DGALLEY_BUILD_TESTS=ON)
  [ "$name" != fuzz ] || with_tests=()
  if ! { cmake --preset "$name" "${with_tests[@]}" && cmake --build --preset "$name"; } >"$log/$name-build.log" 2>&1; then
    tail -n 40 "$log/$name-build.log"
    echo "== $name: the build failed (whole log: $log/$name-build.log)"
    broken=$((broken + 1))
    return
  fi
  echo "== $name: built in $((SECONDS - began)) s; test"
  ctest --preset "$name" --output-junit "$PWD/$log/$name.xml" --test-output-size-passed 1000000 "$@" >"$log/$name-test.log" 2>&1
  python3 tests/support/count_tests.py "$log/$name.xml" >"$log/$name.counts" || broken=$((broken + 1))
  cat "$log/$name-test.log" | sed -n '/The following tests FAILED/,$p'
  sed -n '2,$p' "$log/$name.counts"
  local p f s
  read -r p f s <"$log/$name.counts"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

GALLEY_WORKER_KILLS=1000 run_preset release -j 2
ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1 run_preset asan -LE no_asan -j 2
run_preset fuzz -j 2
failed=$((failed + broken))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
