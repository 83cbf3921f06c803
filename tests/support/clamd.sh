#!/bin/sh
# usage: clamd.sh PORT
# A private clamd with one signature of our own, which lives as long as standard input is open, however the test that holds it ends. It
# listens on a Unix socket and on 127.0.0.1:PORT; prints the socket's path once it answers. Never as root, no downloads.
set -eu
port=$1

clamd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v clamd || true)
[ -n "$clamd" ] || { echo "clamd is missing (Debian package: clamav-daemon)" >&2; exit 1; }

name=clamd user=nobody signal=KILL
. "$(dirname "$0")/server.sh"

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

if [ -n "$as" ]; then
    cp "$clamd" "$folder/clamd" # where it was found may be closed to others
    clamd=$folder/clamd
fi
own
serve "test -S $folder/socket" "$folder/socket" "$clamd" --config-file="$folder/clamd.conf"
