#!/bin/bash
# usage: windows.sh FOLDER: the desk's day by the programs for Windows in build/windows, run by the command in WITH in WINEPREFIX; what it leaves
# in FOLDER must be what the programs of this machine (build/) read and write from the same ledger
set -euo pipefail
demo=$(realpath "$(dirname "$0")")
folder=$(realpath -m "$1")
BUILD=$PWD/build/windows "$demo/day.sh" "$folder"

on_windows=$WITH windows=$PWD/build/windows
unset WITH
source "$demo/lib.sh"
cd "$folder"
cp desk.ledger copy.ledger # a native export is an act of its own
export MADOGUCHI_STORE=copy.ledger MADOGUCHI_USER=nakamura
today=$(date +%F)

heading 'The same ledger natively'
run deskctl verify
for table in $(deskctl tables --format csv | tr -d '\r' | sed 1d | cut -d, -f1); do
    deskctl list "$table" --format csv >list.native
    $on_windows "$windows/app/cli/deskctl.exe" --store copy.ledger list "$table" --format csv >list.windows
    cmp list.native list.windows
done
deskctl export 庁内LAN-GPO --out gpo-native --as-of "$today" --instruction "$(deskctl list instruction --columns number --format csv | tr -d '\r' | tail -1)"
run diff -r gpo-lost gpo-native
deskctl export-file "$(deskctl list export --columns number --format csv | tr -d '\r' | sed 1d | sort | head -1)" --out gpo-kept
run diff -r -x list.csv gpo gpo-kept
for format in pdf xlsx; do
    deskctl report daily --out "native.$format"
    $on_windows "$windows/app/cli/deskctl.exe" --store copy.ledger report daily --out "windows.$format"
done
cmp <(pdftotext -layout native.pdf -) <(pdftotext -layout windows.pdf -)
pdffonts windows.pdf
cmp <(unzip -p native.xlsx xl/worksheets/sheet1.xml xl/sharedStrings.xml) <(unzip -p windows.xlsx xl/worksheets/sheet1.xml xl/sharedStrings.xml)

heading 'What a PC enforces, held against the ledger that wrote it'
on_pc() { # PROGRAM ARGUMENT…
    run $on_windows "$windows/$@"
}
on_pc usbctl/usbctl.exe apply gpo/Registry.pol
on_pc app/cli/deskctl.exe --store copy.ledger drift 庁内LAN-GPO --this-pc >this-pc.windows
on_pc usbctl/usbctl.exe undo
cat this-pc.windows
run deskctl drift 庁内LAN-GPO gpo/Registry.pol >this-pc.native
counts() { # FILE: without what depends on an earlier comparison
    tr -d '\r' <"$1" | grep -E '^  (listed|same|missing|leftover|expired|rights|unknown|left_out) '
}
cmp <(counts this-pc.native) <(counts this-pc.windows)

heading "A medium checked by Windows' own scanner, for which a program of ours stands in"
platform="$WINEPREFIX/drive_c/ProgramData/Microsoft/Windows Defender/Platform/4.18.1-0"
mkdir -p "$platform" stick
cp "$windows/tests/scan/fake-mpcmdrun.exe" "$platform/MpCmdRun.exe"
printf found >stick/answer
on_windows_new_check() {
    on_pc app/cli/deskctl.exe --store copy.ledger do virus_check.new --carrier 保守 --kind USBメモリ --network 庁内LAN --scan stick "$@"
}
! on_windows_new_check || { echo 'a pattern of unknown age must be answered for'; exit 1; }
on_windows_new_check --old_reason 'パターンの日付が読めない'
rm -r "$platform"
deskctl list virus_check --columns result,names --format csv | grep 'Virus:DOS/MADO_Test_File'
