#!/bin/bash
# usage: console.sh FOLDER: what deskctl for Windows reads from a command line and writes to the screen and into files, in code pages 932 and
# 65001; WITH is the command that runs it. FOLDER holds the ledger of windows.sh.
set -euo pipefail
program=$(printf 'Z:%s' "$PWD/build/windows/app/cli/deskctl.exe" | tr / '\\')
cd "$1"
{
    printf '@echo off\r\nset LANG=\r\nset LC_ALL=\r\nset LANGUAGE=ja\r\nset MADOGUCHI_STORE=\r\n'
    printf 'chcp %s >nul\r\n%s --store desk.ledger list instruction >%s.txt\r\n' 932 "$program" 932 65001 "$program" 65001
    printf 'chcp 932 >nul\r\n%s --store 無い\\無い.ledger list pc 2>missing.txt\r\n' "$program"
    printf '%s --store desk.ledger list instruction\r\n' "$program"
} | iconv -f UTF-8 -t CP932 >console.bat
script -qc "$WITH cmd /c console.bat" screen.txt </dev/null >/dev/null

expect() { # TEXT FILE CODE
    iconv -f "$3" -t UTF-8 "$2" | grep -qF "$1" || { echo "$2 does not say “$1”:"; iconv -c -f "$3" -t UTF-8 "$2"; exit 1; }
}
expect '情報政策課長  口頭      日常業務  ?' 932.txt CP932
expect '情報政策課長  口頭      日常業務  ✓' 65001.txt UTF-8
expect '無い\無い.ledger: 台帳がありません' missing.txt CP932
expect '情報政策課長  口頭      日常業務  ✓' screen.txt UTF-8 # a console takes what its code page lacks
