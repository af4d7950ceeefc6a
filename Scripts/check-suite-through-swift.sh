#!/bin/sh
# Generates Swift from every schema of the public JSON Schema test suite (draft 2020-12), compiles it, runs it, and
# compares the verdicts. The suite is found through SCHEMAGEN_TEST_DATA, by default ../shared. Takes minutes.
set -eu
cd "$(dirname "$0")/.."
SCHEMAGEN_SUITE_THROUGH_SWIFT=1 swift test --filter 'SuiteThroughSwiftTests'
