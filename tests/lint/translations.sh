#!/bin/bash
# usage: translations.sh FOLDER: every message of the sources is named in POTFILES.in and translated in ja.po; works in FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p "$1"
git ls-files --cached --others --exclude-standard 'usbctl/*.[ch]' 'endpoint/*.[ch]' 'app/*.[ch]' | xargs grep -lE '\b[NC]?_\(|\b(g_d)?ngettext *\(' | LC_ALL=C sort >"$1/using"
grep -v '^#' resources/po/POTFILES.in | sed '/^$/d' | LC_ALL=C sort >"$1/named"
comm -3 "$1/using" "$1/named" | sed 's,^\t\(.*\),resources/po/POTFILES.in: \1 has no messages,; t; s,^,resources/po/POTFILES.in: lacks ,'
xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 \
    --files-from="$1/using" --output="$1/madoguchi.pot"
msgcmp resources/po/ja.po "$1/madoguchi.pot"
cmp -s "$1/using" "$1/named"
