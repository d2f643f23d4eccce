#!/usr/bin/env bash
# search.sh SEEDS [FIRST]: the property tests with so many seeds, from FIRST (1) on. Names each seed that finds something.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seeds=${1:?how many seeds} first=${2:-1} failed=0
log=$(mktemp); trap 'rm -f "$log"' EXIT
tests=(--lib)
for file in $(grep -l 'proptest!' tests/*.rs); do tests+=(--test "$(basename "$file" .rs)"); done
cargo test --release --locked --no-run "${tests[@]}" || exit 1
for seed in $(seq "$first" $((first + seeds - 1))); do
  PROPTEST_RNG_SEED=$seed cargo test --release --locked --quiet "${tests[@]}" >"$log" 2>&1 && continue
  failed=$((failed + 1))
  echo "seed $seed"
  grep -E '^test .*FAILED|^Test failed|minimal failing input|panicked at' "$log"
done
echo "$seeds seeds, $failed failed"
[ "$failed" = 0 ]
