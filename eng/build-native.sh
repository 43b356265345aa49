#!/bin/sh
# Builds libgapsharp.so into dist/lib: the C front library, and beside it one core image for each instruction level, of which the front
# loads the best that the processor can run (GAPSHARP_ISA sets a ceiling). Does nothing when everything is newer than the sources.
#
#   eng/build-native.sh [LEVEL ...]      levels: x86-64 x86-64-v3 x86-64-v4 (default: all); on other processors: generic
set -eu
cd "$(dirname "$0")/.."

case $(uname -m) in
    x86_64) runtime=linux-x64 levels=${*:-x86-64 x86-64-v3 x86-64-v4} ;;
    aarch64) runtime=linux-arm64 levels=generic ;;
    *) echo "build-native: processor is $(uname -m), expected x86_64 or aarch64" >&2; exit 1 ;;
esac

# True when a file lacks or any of the given sources is newer.
stale() {
    target=$1
    shift
    [ ! -e "$target" ] || [ -n "$(find "$@" -name bin -prune -o -name obj -prune -o -type f -newer "$target" -print | head -n 1)" ]
}

# Puts a finished file in place at one go, so that a program that has the old one mapped keeps it.
place() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.new"
    mv -f "$2.new" "$2"
}

build_front() {
    mkdir -p artifacts/native
    "${CC:-cc}" -std=c11 -D_GNU_SOURCE -O2 -g -fPIC -fvisibility=hidden -Wall -Wextra -Werror ${CFLAGS:-} \
        -I src/GapNative/include -I src/GapNative/front src/GapNative/front/*.c \
        -shared -Wl,-soname,libgapsharp.so -Wl,-z,nodelete -Wl,-z,defs -pthread -ldl -o artifacts/native/libgapsharp.so
    place artifacts/native/libgapsharp.so dist/lib/libgapsharp.so
}

build_image() {
    echo "build-native: core image for $1"
    dotnet publish src/GapNative/GapNative.csproj -c Release -r "$runtime" -v quiet -nologo -p:InstructionLevel="$1"
    place "src/GapNative/bin/Release/$1/publish/libgapsharp-core.so" "dist/lib/gapsharp/$1/libgapsharp-core.so"
}

if stale dist/lib/libgapsharp.so src/GapNative/front src/GapNative/include eng/build-native.sh; then
    build_front
fi
for level in $levels; do
    if stale "dist/lib/gapsharp/$level/libgapsharp-core.so" \
        src/GapCore src/GapAnalysis src/GapNative/*.cs* src/GapNative/Exports Directory.Build.props Directory.Packages.props; then
        build_image "$level"
    fi
done
if stale dist/include/gapsharp.h src/GapNative/include; then
    place src/GapNative/include/gapsharp.h dist/include/gapsharp.h
fi
