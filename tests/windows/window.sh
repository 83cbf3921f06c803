#!/bin/bash
# usage: window.sh PROGRAMS FOLDER: the window of PROGRAMS (build/windows) on a Japanese Windows with a screen, a keyboard and an input method,
# used as a person uses it; WITH runs a program there. Pictures and logs lie in FOLDER.
#
# Wine's OpenGL repaints only what changed, so the window must draw with cairo where window.ini says so, and by itself where there is no OpenGL. Wine 8
# also drops strokes of DirectWrite's letters, hence PANGOCAIRO_BACKEND.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
programs=$(realpath "$1") folder=$(realpath -m "$2")
mkdir -p "$folder/home"
cd "$folder"
rm -f ./*.png ./*.log ./*.pdf desk.ledger*
export HOME=$folder/home PANGOCAIRO_BACKEND=fontconfig MADOGUCHI_NOW=2026-11-20T16:50 MADOGUCHI_STORE=desk.ledger MADOGUCHI_USER=tanaka
unset GSK_RENDERER WAYLAND_DISPLAY
trap 'wineserver -k || true; kill $(jobs -p) 2>/dev/null || true' EXIT
source "$here/lib.sh"

screen plain
screen without-opengl -extension GLX
DISPLAY=:$(cat plain.display)
export DISPLAY XMODIFIERS=@im=uim
uim-xim --engine=anthy-utf8 >uim.log 2>&1 &
furnish
deskctl sample --pcs 60 --days 1 >sample.log
deskctl do pc.new --asset_number ZAI-1 --user '骨川 直樹' >>sample.log

say 'The list of PCs, narrowed by typing; Han characters in their Japanese forms'
window plain
press ctrl+f
type_keys zai
eventually shows_person list.png

say 'A call whose title comes through the input method; its Enter ends the conversion and nothing else'
press Escape ctrl+3 ctrl+n
press shift+space
type_keys syuuriuketuke
press space
press Return
press shift+space
refute finds_call
press ctrl+Return
eventually finds_call

say 'A second window on the same ledger, on a PC without OpenGL; the first closes by Alt+F4'
plain=$window
sed -i s/renderer=cairo/renderer=auto/ "$settings"
DISPLAY=:$(cat without-opengl.display) window without-opengl
click 800 49 # Wine has one keyboard for both screens, where one clicked last
press alt+F4
closed "$plain" plain
DISPLAY=:$(cat without-opengl.display)
click 800 49
press ctrl+f
type_keys zai
eventually shows_person list-without-opengl.png

say "The day's log, saved as PDF through the dialog of Windows"
press ctrl+k
xdotool type --delay 300 作業日報
press Return
eventually saves # the page is there before its log is
press Home shift+End
type_keys 'c:\log.pdf'
press Return
eventually test -s "$drive/log.pdf"
press alt+F4
closed "$window" without-opengl
cp "$drive/log.pdf" .
pdftotext -layout log.pdf log.txt
expect grep -q '作業日報' <(tr -d ' ' <log.txt)
expect grep -q '修理受付' log.txt
pdffonts log.pdf | sed 1,2d >fonts.log
expect test -s fonts.log
refute grep -v 'CJKjp.* yes yes yes ' fonts.log # embedded, only what is used, as text

say 'The ledger is whole'
expect deskctl verify
