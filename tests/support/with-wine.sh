#!/bin/sh
# with-wine.sh SYSROOT PREFIX PROGRAM [ARGUMENT]… - runs a Windows program with the DLLs of SYSROOT on a Windows whose language is Japanese
# (ANSI code page 932). Wine keeps that Windows in PREFIX; it makes it there if there is none.
set -eu
sysroot=$1 prefix=$2
shift 2
export WINEPREFIX="$prefix" WINEARCH=win64 WINEDEBUG="${WINEDEBUG:--all}" WINEDLLOVERRIDES='mscoree=;mshtml='
WINEPATH="Z:$(echo "$sysroot/bin" | tr / '\\')"
export WINEPATH
# Wine takes the code page from the locale.
export LC_ALL=ja_JP.UTF-8 LANG=ja_JP.UTF-8
exec wine "$@"
