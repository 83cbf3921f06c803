#!/bin/bash
# usage: fuzz.sh BUILD [NAME] [SECONDS]: libFuzzer over every parser or the one named, each for SECONDS (60); what it learns lies in
# BUILD/fuzz/NAME, what breaks a parser in BUILD/fuzz/NAME-… (it says so). Seeds worth keeping go to tests/data/fuzz/NAME.
set -euo pipefail
build=$(realpath "$1") name=${2:-} seconds=${3:-60}
tests=$(realpath "$(dirname "$0")/..")
export LC_ALL=C.UTF-8 LANGUAGE=en TZ=Asia/Tokyo G_DEBUG=fatal-criticals UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$tests/sanitizers.supp:print_suppressions=0
[[ $name =~ ^[0-9]+$ ]] && { seconds=$name name=; }
[ -z "$name" ] || [ -x "$build/tests/fuzz/fuzz-$name" ] || {
    echo "fuzz: no fuzzer '$name'; there are: $(cd "$tests/fuzz" && echo fuzz-*.c | sed 's/fuzz-driver.c//; s/fuzz-//g; s/\.c//g')" >&2
    exit 2
}
failed=()
for program in "$build"/tests/fuzz/fuzz-${name:-*}; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    one=${program##*/fuzz-}
    seeds=("$tests/data/fuzz/$one")
    case $one in
    form) seeds+=("$tests/../resources/forms") ;;
    inventory) seeds+=("$tests/data/import") ;;
    esac
    mkdir -p "$build/fuzz/$one"
    printf '\n== %s, %s s\n' "$one" "$seconds"
    nice -n 15 "$program" -max_total_time="$seconds" -rss_limit_mb=2000 -timeout=20 -max_len=16384 -print_final_stats=1 -verbosity=0 \
        -close_fd_mask=1 -artifact_prefix="$build/fuzz/$one-" "$build/fuzz/$one" "${seeds[@]}" >"$build/fuzz/$one.log" 2>&1 ||
        { failed+=("$one"); grep -E 'ERROR|SUMMARY|Test unit|^Bail' "$build/fuzz/$one.log" || true; }
    grep -E 'number_of_executed_units|average_exec' "$build/fuzz/$one.log" || true
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: broken: ${failed[*]}" >&2; exit 1; }
