#!/bin/bash
# usage: bench.sh BUILD: every figure beside its raw limit from the same run
set -euo pipefail
export LC_ALL=C.UTF-8
tests=$1/tests
for name in load import worklog decision render columns drift many; do
    printf '\n== %s\n' "$name"
    "$tests/bench/bench-$name"
done
for name in list start; do
    printf '\n== %s\n' "$name"
    "$(dirname "$0")/../support/with-display.sh" "$tests/ui/bench-$name" "$1/app/ui/madoguchi" 2>/dev/null
done
