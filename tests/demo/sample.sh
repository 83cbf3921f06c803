#!/bin/bash
# usage: sample.sh FILE [full]: a ledger with a plausible desk of 8,100 invented PCs; what stands there is replaced. "full": with 30,000 media
# applied for since April, and the 250,000 acts that took, in some minutes
set -euo pipefail
source "$(dirname "$0")/lib.sh"
how=()
[ "${2:-}" = full ] && how=(--days "$(( ($(date +%s) - $(date -d "$(date -d '-3 months' +%Y)-04-01" +%s)) / 86400 ))" --media 30000)
rm -f "$1" "$1-wal" "$1-shm"
deskctl --store "$1" sample "${how[@]}"
echo "deskctl --store $1 list pc"
