#!/bin/bash
# Times every door of what eng/build.sh built (docs/performance.md): artifacts/bench/results.{json,md,png}.
# QUICK=1 takes a few minutes; arguments go to benchmarks/run.py.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
dotnet build benchmarks/GapSharp.Benchmarks/GapSharp.Benchmarks.csproj -c "$CONFIGURATION" -v q -clp:NoSummary
exec "$PYTHON" benchmarks/run.py ${QUICK:+--quick} "$@"
