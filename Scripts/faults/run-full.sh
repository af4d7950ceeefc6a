#!/usr/bin/env bash
# Each proof of the log runtime with its full count: about an hour on two quiet cores. See run-short.sh.
#
#   Scripts/faults/run-full.sh [SHOW...]
set -euo pipefail
cd "$(dirname "$0")"
swift build -c release --product logfault
swift build -c release --product sessionlog
binaries=$(swift build -c release --show-bin-path)
shows=("$@")
[ ${#shows[@]} -gt 0 ] || shows=(table bits space processes clock retention kill power calls scan)
status=0
for show in "${shows[@]}"; do
    case $show in
    scan) ../check-scan "$binaries/sessionlog" --speed || status=1 ;;
    *) "$binaries/logfault" "$show" --seed "${SEED:-1}" || status=1 ;;
    esac
done
exit $status
