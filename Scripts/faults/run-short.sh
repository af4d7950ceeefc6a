#!/usr/bin/env bash
# Each proof of the log runtime in a form that takes seconds; run-full.sh has the full counts.
# Needs gcc for the calls that fail (present where Swift is), and says so where a right or a tool is missing.
set -euo pipefail
cd "$(dirname "$0")"
swift build -c release --product logfault
swift build -c release --product sessionlog
logfault=$(swift build -c release --show-bin-path)/logfault
for show in kill calls space bits table processes retention clock power; do
    case $show in
    kill) rounds=5 ;;
    calls) rounds=130 ;;
    space | bits) rounds=40 ;;
    processes) rounds=100 ;;
    retention) rounds=200 ;;
    clock) rounds=100000 ;;
    *) rounds=2 ;;
    esac
    "$logfault" "$show" --rounds "$rounds" --seed 1
done
../check-scan "${logfault%/*}/sessionlog" --megabytes 500
