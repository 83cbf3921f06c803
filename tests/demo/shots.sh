#!/bin/bash
# usage: shots.sh FOLDER: pictures of every screen of the sample desk, drawn without a display
set -euo pipefail
source "$(dirname "$0")/lib.sh"
mkdir -p "$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
deskctl --store "$folder/desk.ledger" sample
rm -f "$1"/*.png
G_DEBUG=fatal-criticals "$(dirname "$0")/../support/with-display.sh" \
    madoguchi --store "$folder/desk.ledger" --as nakamura --shots "$1" >"$1/shots.log" 2>&1 || { cat "$1/shots.log"; exit 1; }
echo "$(find "$1" -name '*.png' | wc -l) pictures in $1"
