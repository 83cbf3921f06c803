# The hands and eyes of window.sh; sourced there.

drive=${WINEPREFIX:?}/drive_c
settings=$drive/users/$(id -un)/AppData/Local/madoguchi/window.ini
window= # the last one's process

say() { # TEXT
    echo "window: $*"
}

# WITH sees to it that it is a Japanese Windows.
on_windows() { # PROGRAM ARGUMENT…
    $WITH "$@" 2> >(grep -v fontconfig >&2)
}

deskctl() { # ARGUMENT…
    on_windows "$programs/app/cli/deskctl.exe" "$@" | tr -d '\r'
}

screen() { # NAME OPTION…: a screen of its own; NAME.display says which
    local name=$1
    shift
    rm -f "$name.display"
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp "$@" 3>"$name.display" 2>"$name.log" &
    until [ -s "$name.display" ]; do sleep 0.1; done
}

# What Wine lacks of a Japanese Windows: a keyboard layout and the font of its dialogs. And a person's settings.
furnish() {
    local layout key='HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\Keyboard Layouts'
    {
        echo REGEDIT4
        for layout in E0010411 00000411 00000409; do
            printf '\n[%s\\%s]\n"Layout File"="kbdus.dll"\n' "$key" "$layout"
        done
        printf '\n[HKEY_CURRENT_USER\\Keyboard Layout\\Substitutes]\n'
        printf '\n[HKEY_CURRENT_USER\\Software\\Wine\\Fonts\\Replacements]\n"MS UI Gothic"="Noto Sans CJK JP"\n'
    } >furnish.reg
    on_windows regedit /S furnish.reg
    cp "$programs/tests/windows/kbdus.dll" "$drive/windows/system32/"
    rm -rf "$drive/log.pdf" "${settings%/*}" "$drive/users/$(id -un)/Documents"
    mkdir -p "${settings%/*}" "$drive/users/$(id -un)/Documents"
    printf '[window]\nrenderer=cairo\npage=pc\nwidth=1358\nheight=740\n' >"$settings"
}

window() { # NAME: opens one on the screen DISPLAY and goes on when it is there
    on_windows "$programs/app/ui/madoguchi.exe" >"$1-window.log" 2>&1 &
    window=$!
    eventually dialog 窓口
    eventually painted
}

# Wine 8 sometimes takes a window off the screen that is gone already, and ends the program that has just closed it with an error.
closed() { # PROCESS NAME
    wait "$1" || expect grep -q 'X_UnmapWindow' "$2-window.log"
}

# It has the keyboard from now on.
dialog() { # TITLE
    local id
    id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -n 1)
    [ -n "$id" ] && xdotool windowfocus --sync "$id"
}

saves() {
    dialog '名前を付けて保存' || { press ctrl+s && dialog '名前を付けて保存'; }
}

painted() {
    [ "$(import -window root png:- | convert - -unique-colors txt:- | wc -l)" -gt 20 ]
}

eventually() { # COMMAND…
    local end=$((SECONDS + 60))
    until "$@"; do
        [ $SECONDS -lt $end ] || { import -window root failed.png; say "not within a minute: $* (failed.png)"; exit 1; }
        sleep 0.3
    done
}

expect() { # COMMAND…
    "$@" || { say "must be: $*"; tail -n 5 ./*-window.log; exit 1; }
}

refute() { # COMMAND…
    ! "$@" || { say "must not be: $*"; exit 1; }
}

# A person waits until something happened before they go on.
calm() {
    local before='' now
    for ((i = 0; i < 40; i++)); do
        now=$(import -window root -resize 25% rgb:- | md5sum)
        [ "$now" != "$before" ] || return 0
        before=$now
        sleep 0.25
    done
}

press() { # KEY…
    local key
    for key; do
        xdotool key "$key"
        sleep 0.4
        calm
    done
}

type_keys() { # TEXT
    xdotool type --delay 120 "$1"
    sleep 0.4
    calm
}

click() { # X Y
    xdotool mousemove "$1" "$2" click 1
    sleep 0.4
    calm
}

# How well 骨 is found in the first row's column of people: 1 is "exactly". Chinese writes its inner corner on the other side.
likeness() { # PICTURE OPTION…
    local picture=$1
    shift
    convert -background '#fcfcfa' -fill '#1f2328' -font Noto-Sans-CJK-JP -pointsize 14 label:骨 -trim +repage "$@" -colorspace Gray letter.png
    convert "$picture" -crop 24x24+712+213 +repage -colorspace Gray place.png
    compare -metric NCC -subimage-search place.png letter.png null: 2>&1 | cut -d' ' -f1
}

shows_person() { # PICTURE
    import -window root "$1"
    awk -v ja="$(likeness "$1")" -v zh="$(likeness "$1" -flop)" 'BEGIN { exit !(ja > 0.92 && ja > zh + 0.05) }'
}

finds_call() {
    [ "$(deskctl list call --find 修理受付 --columns title --format csv | sed 1d)" = 修理受付 ]
}
