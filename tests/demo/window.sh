#!/bin/bash
# usage: window.sh LEDGER: the window on the sample desk, which is made first if the file is missing
set -euo pipefail
source "$(dirname "$0")/lib.sh"
[ -e "$1" ] || deskctl --store "$1" sample
exec madoguchi --store "$1" --as nakamura
