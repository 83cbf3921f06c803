#!/bin/bash
# usage: shots.sh FOLDER [LEDGER [OPTION…]]: pictures of every screen of the sample desk, or of LEDGER, drawn without a display; the options
# are madoguchi's (--size 1920x1080, --theme dark)
set -euo pipefail
source "$(dirname "$0")/lib.sh"
mkdir -p "$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -n "${2:-}" ]; then
    cp "$2" "$folder/desk.ledger" # the screens write
    deskctl --store "$folder/desk.ledger" init >/dev/null
else
    deskctl --store "$folder/desk.ledger" sample
fi
rm -f "$1"/*.png
G_DEBUG=fatal-criticals "$(dirname "$0")/../support/with-display.sh" \
    madoguchi --store "$folder/desk.ledger" --as nakamura --shots "$1" "${@:3}" >"$1/shots.log" 2>&1 || { cat "$1/shots.log"; exit 1; }
echo "$(find "$1" -name '*.png' | wc -l) pictures in $1"
