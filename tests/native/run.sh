#!/bin/bash
# Tests of libgapsharp.so from C: builds the programs of this folder against dist/, runs them as they are, at every instruction level, as
# older processors (qemu-user), under memcheck (valgrind) and with little address space, and ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
lib=$PWD/dist/lib
work=$PWD/artifacts/native-tests
log=$work/log
rm -rf "$work"
mkdir -p "$work"
: > "$log"
[ -e "$lib/libgapsharp.so" ] || {
    echo "tests/native: $lib/libgapsharp.so is missing, expected eng/build-native.sh to have run" >&2
    exit 1
}

note() { printf '%s\n' "$*" | tee -a "$log"; }
verdict() { if [ "$1" -eq 0 ]; then note "ok - $2"; else note "not ok - $2"; fi; }

# check LABEL COMMAND...: one case that passes when the command succeeds.
check() {
    local label=$1 output
    shift
    output=$("$@" 2>&1)
    verdict $? "$label"
    case $output in ?*) printf '%s\n' "$output" | sed 's/^/# /' | tail -n 40 ;; esac
}

# cases LABEL COMMAND...: a test program; its lines are the cases, and an end without a "not ok" line that explains it is one more.
cases() {
    local label=$1 output status
    shift
    printf '== %s\n' "$label"
    output=$("$@" 2>"$work/stderr")
    status=$?
    printf '%s\n' "$output" | tee -a "$log"
    if [ "$status" -ne 0 ] && { ! grep -q '^not ok' <<<"$output" || [ "$status" -ne 1 ]; }; then
        tail -n 40 "$work/stderr"
        note "not ok - $label ended with status $status"
    fi
}

flags=(-D_GNU_SOURCE -g -O1 -Wall -Wextra -Werror -I dist/include)
for program in library model compute evaluate fingerprint threads memory host front; do
    check "test_$program.c compiles without warnings" \
        gcc -std=c11 "${flags[@]}" tests/native/{test_$program,check,pair_model}.c -o "$work/$program" \
        -L "$lib" -Wl,-rpath,"$lib" -lgapsharp -lm -ldl -pthread
done
check "gapsharp.h is plain C11" gcc -std=c11 -pedantic -Wall -Wextra -Werror -I dist/include -fsyntax-only -x c dist/include/gapsharp.h
for standard in c++11 c++20; do
    check "gapsharp.h is $standard" \
        g++ -std=$standard -pedantic -Wall -Wextra -Werror -I dist/include -fsyntax-only -x c++ tests/native/header.cpp
done

check "the example compiles without warnings" \
    gcc -std=c11 "${flags[@]}" examples/c/tetramer.c -o "$work/tetramer" -L "$lib" -Wl,-rpath,"$lib" -lgapsharp

exported_beyond_the_header() {
    ! nm -D --defined-only "$lib/libgapsharp.so" | awk '{ print $3 }' | grep -v '^gapsharp_'
}
check "only gapsharp_* is exported" exported_beyond_the_header
check "soname and nodelete are set" sh -c "readelf -d '$lib/libgapsharp.so' | grep -q 'soname: \[libgapsharp.so\]' &&
    readelf -d '$lib/libgapsharp.so' | grep -q NODELETE"

for program in library model compute evaluate fingerprint threads memory host; do
    cases "$program" env -u GAPSHARP_ISA "$work/$program"
done

# A fitted potential (pairs, triplets, SOAP) must print the same six decimals in every way of running it.
sh eng/unpack-data.sh
model=artifacts/reference/na-dft/na.xml
"$work/tetramer" "$model" > "$work/tetramer.txt" 2> "$work/tetramer.err"
check "a fitted potential has an energy" grep -q '^energy -22.577484 eV' "$work/tetramer.txt"
check "reading and evaluating it prints nothing" sh -c "! [ -s '$work/tetramer.err' ] && [ \$(wc -l < '$work/tetramer.txt') -eq 5 ]"
same_tetramer() { "$@" "$work/tetramer" "$model" 2>"$work/stderr" | diff "$work/tetramer.txt" - || { cat "$work/stderr"; false; }; }

# Lower levels than the processor's best, as far as it goes.
levels=()
for level in x86-64 x86-64-v3 x86-64-v4; do
    [ -e "$lib/gapsharp/$level/libgapsharp-core.so" ] && levels+=("$level")
done
for level in "${levels[@]}"; do
    expected="($level)"
    grep -qw avx512vl /proc/cpuinfo || [ "$level" != x86-64-v4 ] || expected='('
    for program in library compute evaluate fingerprint; do
        cases "$program at $level" env GAPSHARP_ISA="$level" EXPECTED_LEVEL="$expected" "$work/$program"
    done
    check "a fitted potential at $level" same_tetramer env GAPSHARP_ISA="$level"
done

# Older processors: the front must choose what they have.
if command -v qemu-x86_64 >/dev/null && [ "$(uname -m)" = x86_64 ]; then
    for pair in core2duo:x86-64 Nehalem:x86-64 Haswell:x86-64-v3; do
        for program in library compute evaluate fingerprint; do
            cases "$program on ${pair%%:*}" env -u GAPSHARP_ISA EXPECTED_LEVEL="(${pair#*:})" \
                qemu-x86_64 -cpu "${pair%%:*}" "$work/$program"
        done
        check "a fitted potential on ${pair%%:*}" same_tetramer qemu-x86_64 -cpu "${pair%%:*}"
    done
    cases "a level above the processor's is not taken" env GAPSHARP_ISA=x86-64-v4 EXPECTED_LEVEL='(x86-64)' \
        qemu-x86_64 -cpu Nehalem "$work/library"
else
    echo "# not run: older processors (qemu-x86_64 is not installed, or this is no x86-64)"
fi

# Memcheck. The runtime's heap reservation is bounded: valgrind cannot give 256 GiB of address space.
memcheck=(env DOTNET_GCHeapHardLimit=20000000 GAPSHARP_TEST_ROUNDS=5 valgrind --quiet --error-exitcode=99 --leak-check=full
    --show-leak-kinds=definite --errors-for-leak-kinds=definite --suppressions=tests/native/runtime.supp)
if command -v valgrind >/dev/null; then
    for program in library model compute evaluate fingerprint threads; do
        cases "$program under memcheck" "${memcheck[@]}" "$work/$program"
        cat "$work/stderr"
    done
    check "a fitted potential under memcheck" same_tetramer "${memcheck[@]}"
else
    echo "# not run: memcheck (valgrind is not installed)"
fi

# A batch system's limit on address space.
with_little_space() { (ulimit -v 500000 && "$work/compute"); }
cases "compute with 500 MB of address space" with_little_space

# Bad installations.
mkdir -p "$work/bare" "$work/broken/gapsharp/x86-64" "$work/elsewhere"
cp "$lib/libgapsharp.so" "$work/bare"
cp "$lib/libgapsharp.so" "$work/broken"
echo "no library" > "$work/broken/gapsharp/x86-64/libgapsharp-core.so"
ln -s "$lib/libgapsharp.so" "$work/elsewhere/libgapsharp.so"
cases "no image installed" "$work/front" "$work/bare/libgapsharp.so" 2 "no image for this processor beside libgapsharp.so"
cases "image is no library" env GAPSHARP_ISA=x86-64 "$work/front" "$work/broken/libgapsharp.so" 2 "cannot load"
cases "unknown level" env GAPSHARP_ISA=sse9 "$work/front" "$lib/libgapsharp.so" 1 'GAPSHARP_ISA is "sse9", expected one of'
cases "reached by a link" "$work/front" "$work/elsewhere/libgapsharp.so" 0 " ("
cases "reached by a relative path" sh -c "cd '$work/elsewhere' && '$work/front' ./libgapsharp.so 0 '('"

passed=$(grep -c '^ok - ' "$log")
failed=$(grep -c '^not ok - ' "$log")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
