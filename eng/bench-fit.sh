#!/bin/bash
# Measures fits of what eng/build.sh built (docs/performance.md): artifacts/bench-fit/results.{json,md,png}.
# QUICK=1 takes a few minutes; arguments go to benchmarks/run_fit.py (--full: the full study).
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
dotnet build benchmarks/GapSharp.Benchmarks/GapSharp.Benchmarks.csproj -c "$CONFIGURATION" -v q -clp:NoSummary
exec "$PYTHON" benchmarks/run_fit.py ${QUICK:+--quick} "$@"
