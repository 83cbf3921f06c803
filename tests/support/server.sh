# Sourced by the wrappers of private servers. Makes $folder and sets $as (who it runs as, never root); own gives $folder to that user; serve
# starts a server, waits until it answers, prints a line and stays as long as standard input is open, however the test that holds it ends.
# The lines stop and start on standard input do that to the server; the line is printed again when it is done.
# usage: name=… user=… signal=…; . server.sh; …; serve ANSWERS LINE PROGRAM [ARGUMENT…]
folder=$(mktemp -d "/tmp/madoguchi-$name.XXXXXX")
server=
finish() {
    trap - EXIT
    if [ -n "$server" ]; then
        kill "-$signal" "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM PIPE

as=
if [ "$(id -u)" = 0 ]; then
    id "$user" >/dev/null 2>&1 || user=nobody
    as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi
own() {
    [ -z "$as" ] || chown -R "$user" "$folder"
}

start() {
    $as "$@" >"$folder/log" 2>&1 </dev/null &
    server=$!
    tries=0
    until $answers; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
            cat "$folder/log" >&2
            exit 1
        fi
        sleep 0.05
    done
}

serve() {
    answers=$1
    line=$2
    shift 2
    start "$@"
    echo "$line"
    while read -r order; do
        case $order in
            stop)
                kill -INT "$server"
                wait "$server" || true
                server=
                ;;
            start) start "$@" ;;
        esac
        echo "$line"
    done
}
