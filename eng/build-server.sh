#!/bin/bash
# Publishes the force server as one file, dist/bin/gapsharp-server.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
dotnet publish src/GapServer/GapServer.csproj -c "$CONFIGURATION" -o artifacts/server -v q -clp:NoSummary
mkdir -p dist/bin
# A running server keeps its own file: replace, never overwrite.
cp artifacts/server/gapsharp-server dist/bin/.gapsharp-server.new
mv dist/bin/.gapsharp-server.new dist/bin/gapsharp-server
echo "server: dist/bin/gapsharp-server"
