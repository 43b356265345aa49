#!/bin/sh
# Builds libgapsharp.so into dist/lib: the C front library, and beside it one core image for each instruction level, of which the front
# loads the best that the processor can run (GAPSHARP_ISA sets a ceiling). Does nothing when everything is newer than the sources.
#
#   eng/build-native.sh [LEVEL ...]      levels: x86-64 x86-64-v3 x86-64-v4 (default: all); on other processors: generic
set -eu
cd "$(dirname "$0")/.."
. eng/levels.sh

build_front() {
    mkdir -p artifacts/native
    compile -fPIC -fvisibility=hidden src/GapNative/front/*.c \
        -shared -Wl,-soname,libgapsharp.so -Wl,-z,nodelete -Wl,-z,defs -pthread -ldl -o artifacts/native/libgapsharp.so
    place artifacts/native/libgapsharp.so dist/lib/libgapsharp.so
}

build_image() {
    echo "build-native: core image for $1"
    dotnet publish src/GapNative/GapNative.csproj -c Release -r "$runtime" -v quiet -nologo -p:InstructionLevel="$1"
    place "src/GapNative/bin/Release/$1/publish/libgapsharp-core.so" "dist/lib/gapsharp/$1/libgapsharp-core.so"
}

if stale dist/lib/libgapsharp.so src/GapNative/front src/GapNative/include eng/build-native.sh eng/levels.sh; then
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
