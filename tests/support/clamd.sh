#!/bin/sh
# usage: clamd.sh PORT
# A private clamd with one signature of our own, which lives as long as standard input is open, however the test that holds it ends. It
# listens on a Unix socket and on 127.0.0.1:PORT; prints the socket's path once it answers. Never as root, no downloads.
set -eu
port=$1

clamd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v clamd || true)
[ -n "$clamd" ] || { echo "clamd is missing (Debian package: clamav-daemon)" >&2; exit 1; }

folder=$(mktemp -d /tmp/madoguchi-clamd.XXXXXX)
server=
finish() {
    trap - EXIT
    if [ -n "$server" ]; then
        kill -KILL "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM PIPE

mkdir "$folder/signatures"
# "Madoguchi test signature, harmless", anywhere in any file
echo 'Madoguchi.Test.Harmless:0:*:4d61646f6775636869207465737420 7369676e61747572652c206861726d6c657373' | tr -d ' ' \
    >"$folder/signatures/test.ndb"
cat >"$folder/clamd.conf" <<CONF
DatabaseDirectory $folder/signatures
TemporaryDirectory $folder
LocalSocket $folder/socket
TCPSocket $port
TCPAddr 127.0.0.1
Foreground yes
StreamMaxLength 1M
MaxThreads 2
CONF

as=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
    cp "$clamd" "$folder/clamd" # where it was found may be closed to others
    clamd=$folder/clamd
    chown -R "$user" "$folder"
fi
$as "$clamd" --config-file="$folder/clamd.conf" >"$folder/log" 2>&1 </dev/null &
server=$!
tries=0
until [ -S "$folder/socket" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
        cat "$folder/log" >&2
        exit 1
    fi
    sleep 0.05
done
echo "$folder/socket"
cat >/dev/null || true
