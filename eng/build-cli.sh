#!/bin/bash
# Publishes the gapsharp command as one file, dist/bin/gapsharp.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
dotnet publish src/GapCli/GapCli.csproj -c "$CONFIGURATION" -o artifacts/cli -v q -clp:NoSummary
mkdir -p dist/bin
# A running command keeps its own file: replace, never overwrite.
cp artifacts/cli/gapsharp dist/bin/.gapsharp.new
mv dist/bin/.gapsharp.new dist/bin/gapsharp
