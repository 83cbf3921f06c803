# What the demonstrations share. Sourced with the folder to work in as DEMO.
export LC_ALL=C.UTF-8 LANGUAGE=ja TZ=Asia/Tokyo
build=${BUILD:-$PWD/build}
export PATH="$build/app/cli:$build/app/ui:$build/usbctl:$PATH"
if [ -n "${WITH:-}" ]; then # the command that runs programs for Windows
    deskctl() { $WITH "$build/app/cli/deskctl.exe" "$@"; }
    usbctl() { $WITH "$build/usbctl/usbctl.exe" "$@"; }
fi

# A program that ends without a word is named, with its exit status.
set -E
trap 'echo "stopped in line $LINENO of ${BASH_SOURCE[0]}: exit status $? of: $BASH_COMMAND" >&2' ERR

heading() {
    printf '\n== %s\n' "$*"
}

# Shows a command as one would type it, and does it.
run() {
    local word line='$'
    for word; do
        case $word in
        *[!A-Za-z0-9_./:=,@%+-]*) [[ $word == *[\ \$\"\`]* ]] && line+=" '$word'" || line+=" $word" ;;
        *) line+=" $word" ;;
        esac
    done
    printf '%s\n' "$line"
    "$@"
}

# The same for what the program must refuse (exit status 4).
refused() {
    local status=0
    run "$@" || status=$?
    [ "$status" = 4 ] || { echo "expected to be refused, but: exit status $status"; exit 1; }
}

lacks() { # TEXT FILE
    ! grep "$1" "$2" || { echo "not expected in $2: $1"; exit 1; }
}

# Does it and keeps the number it prints in the variable named first.
number() {
    local -n made=$1
    shift
    made=$(run "$@" | tee /dev/stderr | tail -1)
}
