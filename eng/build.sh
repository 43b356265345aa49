#!/bin/bash
# Builds everything into dist/. Incremental: a second run only checks.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
mkdir -p dist/bin dist/lib dist/include dist/share/gapsharp artifacts

say "reference data"
sh eng/unpack-data.sh

say "restore and build the solution ($CONFIGURATION; packages from NuGet)"
dotnet restore GapInterop.sln -v q
dotnet build GapInterop.sln -c "$CONFIGURATION" --no-restore -v q -m:2 -clp:NoSummary

for part in native mpi bridge server python; do
    if [ -f "eng/build-$part.sh" ]; then
        say "$part"
        bash "eng/build-$part.sh"
    fi
done

say "command line"
bash eng/build-cli.sh

say "example models and structures"
bash eng/install-examples.sh
echo "built: $(cd dist && find bin lib -maxdepth 1 -mindepth 1 | sort | tr '\n' ' ')"
