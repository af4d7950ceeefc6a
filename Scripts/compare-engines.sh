#!/bin/sh
# Compares the generated readers with the validation program on generated and mutated instances, optimised: 60,000 for
# each of the versions, which are more than a million. A disagreement ends with a minimal case and the seed.
#
# Usage: Scripts/compare-engines.sh [instances per version] [seed]
set -eu
cd "$(dirname "$0")/.."
SCHEMAGEN_INSTANCES="${1:-60000}" SCHEMAGEN_SEED="${2:-$(date +%s)}" \
    swift test -c release --filter 'AgreementTests'
