#!/bin/bash
# usage: sample.sh FILE: a ledger with a plausible desk of 8,100 invented PCs; what stands there is replaced
set -euo pipefail
source "$(dirname "$0")/lib.sh"
rm -f "$1" "$1-wal" "$1-shm"
deskctl --store "$1" sample
echo "deskctl --store $1 list pc"
