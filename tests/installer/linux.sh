#!/bin/bash
# usage: linux.sh BUILD FOLDER: what meson installs from BUILD, into FOLDER: the menu's entry is valid, and names a program and an icon that came along.
set -euo pipefail
command -v desktop-file-validate >/dev/null || { echo 'linux.sh: desktop-file-validate is missing (Debian: desktop-file-utils)'; exit 1; }
rm -rf "$2"
meson install -C "$1" --no-rebuild --quiet --destdir "$2"
entry=$(find "$2" -name '*.desktop')
desktop-file-validate "$entry"
says() { sed -n "s/^$1=//p" "$entry"; }
[ -x "$(find "$2" -path "*/bin/$(says Exec)")" ]
[ -s "$(find "$2" -path "*/icons/hicolor/scalable/apps/$(says Icon).svg")" ]
# The window's icon is the entry's where the desktop knows the program by its id.
grep -aq "$(basename "$entry" .desktop)" "$(find "$2" -path "*/bin/$(says Exec)")"
[ -s "$(find "$2" -path '*/ja/LC_MESSAGES/madoguchi.mo')" ]
