#!/bin/sh
# Compares random schemas with random changes of them, optimised: where `diff` says compatible, a thousand values of the
# one schema have to be valid under the other; where it says broken, the witness has to show it.
#
# Usage: Scripts/check-compat-pairs.sh [pairs] [first seed]
set -eu
cd "$(dirname "$0")/.."
COMPATIBILITY_PAIRS="${1:-100000}" COMPATIBILITY_SEED="${2:-1}" COMPATIBILITY_SAMPLES=1000 COMPATIBILITY_TRIES=8000 \
    swift test -c release -Xswiftc -enable-testing --filter RandomChangeTests
