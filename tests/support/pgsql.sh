#!/bin/sh
# usage: pgsql.sh CACHE [PORT]
# A private PostgreSQL cluster that lives as long as standard input is open, however the test that holds it ends. Prints the folder of its
# Unix socket once it answers. Never as root, no network but this machine's own with a PORT, no waiting for the disk. CACHE keeps the
# freshly made files for the next start.
set -eu
cache=$1 port=${2:-}

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -1)
if [ -z "$bin" ]; then
    bin=$(dirname "$(command -v initdb || echo /missing/initdb)")
fi
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server programs are missing (Debian package: postgresql)" >&2; exit 1; }
cache=$cache-$("$bin/postgres" --version | cut -d' ' -f3)

name=pg user=postgres signal=QUIT
. "$(dirname "$0")/server.sh"

chmod 700 "$folder"
if [ -r "$cache/PG_VERSION" ]; then
    cp -a "$cache" "$folder/data"
    own
else
    own
    LC_ALL=C.UTF-8 $as "$bin/initdb" --pgdata="$folder/data" --username=test --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync --wal-segsize=1 >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    cp -a "$folder/data" "$cache.$$" 2>/dev/null && { mv -T "$cache.$$" "$cache" 2>/dev/null || rm -rf "$cache.$$"; }
fi

cd "$folder"
serve "$bin/pg_isready -q -h $folder -p ${port:-5432} -U test" "$folder" "$bin/postgres" -D "$folder/data" -k "$folder" \
    -h "${port:+127.0.0.1}" -p "${port:-5432}" -F -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=40 -c autovacuum=off -c max_wal_size=256MB
