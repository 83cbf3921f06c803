#!/bin/sh
# icon.sh SVG ICO FOLDER - the sizes that Windows asks for, from 16 to 256 pixels; works in FOLDER
set -eu
mkdir -p "$3"
for size in 16 20 24 32 40 48 64; do
    rsvg-convert -w $size -h $size "$1" -o "$3/$size.png"
done
rsvg-convert -w 256 -h 256 "$1" -o "$3/256.png"
cd "$3"
icotool -c -o icon.ico 16.png 20.png 24.png 32.png 40.png 48.png 64.png --raw=256.png
cd - >/dev/null
mv "$3/icon.ico" "$2"
