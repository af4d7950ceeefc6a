#!/bin/sh
# Compares random schemas with random changes of them, optimised and on all cores: where `diff` says compatible, a
# thousand values of the one schema have to be valid under the other; where it says broken, the witness has to show it.
#
# Usage: Scripts/check-compat-pairs.sh [pairs] [first seed]
#
# Prints what contradicts, then the sums. Exit: 0 no contradiction, 1 one or more.
set -eu
cd "$(dirname "$0")/.."
pairs="${1:-100000}"
first="${2:-1}"
swift build -c release --product CompatibilityPairs
program="$(swift build -c release --show-bin-path)/CompatibilityPairs"
results="$(mktemp)"
trap 'rm -f "$results"' EXIT
begin="$(date +%s)"
status=0
# In pieces, so that no core is idle at the end.
seq "$first" 250 "$((first + pairs - 1))" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 1 sh -c '
    left="$(($1 - $2))"
    "$0" "$2" "$((left < 250 ? left : 250))"
' "$program" "$((first + pairs))" >"$results" || status=1
grep -vE '^[0-9]+( [0-9]+){6}$' "$results" || true
awk -v pairs="$pairs" -v seconds="$(($(date +%s) - begin))" '
    NF == 7 && /^[0-9 ]+$/ { for (field = 1; field <= 7; field++) sum[field] += $field }
    END {
        printf "%d pairs, %d values, %d directions compatible, %d broken, %d undecided", sum[1], sum[2], sum[3], sum[4], sum[5]
        printf " (%d of them broken by a random value): %d contradictions, %d s\n", sum[6], sum[7], seconds
        exit sum[1] != pairs || sum[7] != 0
    }
' "$results" || status=1
exit "$status"
