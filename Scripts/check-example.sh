#!/usr/bin/env bash
# Builds the consumer package with the plugin, as a user's own, runs it on its log, and has its
# schemas checked as its CI would.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

cd Examples/OrderLog
# The scratch folder of the plugin's tests: the tool and the runtime are built once for both.
build=(--scratch-path "$root/.build/integration")
log=$(swift build "${build[@]}" 2>&1) || { printf '%s\n' "$log"; exit 1; }
if printf '%s\n' "$log" | grep -E 'warning:'; then
    echo "warnings are errors, for those who use this package as well" >&2
    exit 1
fi
"$(swift build "${build[@]}" --show-bin-path)/OrderLog" orders.jsonl | diff -u expected-output.txt -
echo "the example reads its log"
log=$(swift test "${build[@]}" 2>&1) || { printf '%s\n' "$log"; exit 1; }
echo "the example's old orders become what is recorded"
swift package "${build[@]}" --allow-writing-to-package-directory schemagen check
echo "the example's schemas are what a check wants"
