#!/bin/bash
# Builds the gapsharp command into dist: bin/gapsharp, which runs the best of the images lib/gapsharp/LEVEL/gapsharp that the processor can
# run (GAPSHARP_ISA sets a ceiling). Does nothing when everything is newer than the sources.
#
#   eng/build-cli.sh [LEVEL ...]      levels: x86-64 x86-64-v3 x86-64-v4 (default: all); on other processors: generic
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
. eng/levels.sh

build_launcher() {
    mkdir -p artifacts/cli
    compile src/GapCli/launcher/launcher.c src/GapNative/front/{level,message}.c -o artifacts/cli/gapsharp
    place artifacts/cli/gapsharp dist/bin/gapsharp
}

# The images differ in their native code only: the first call compiles the C#.
build_image() {
    echo "build-cli: image for $1"
    dotnet publish src/GapCli/GapCli.csproj -c "$CONFIGURATION" -o "artifacts/cli/$1" -v quiet -nologo \
        -p:InstructionLevel="$1" $unchanged
    place "artifacts/cli/$1/gapsharp" "dist/lib/gapsharp/$1/gapsharp"
    unchanged=--no-build
}

if stale dist/bin/gapsharp src/GapCli/launcher src/GapNative/front src/GapNative/include eng/build-cli.sh eng/levels.sh; then
    build_launcher
fi
unchanged=
for level in $levels; do
    if stale "dist/lib/gapsharp/$level/gapsharp" \
        src/GapCore src/GapAnalysis src/GapFit src/GapCli/*.cs* src/GapCli/*/*.cs Directory.Build.props Directory.Packages.props; then
        build_image "$level"
    fi
done
