#!/bin/bash
# The study of magnesium clusters from labels to structures; README.md says what comes out.
#   examples/mg-clusters/run.sh [--full] [FOLDER]
# From the top of the project, after make build. What is in FOLDER [mg-clusters] already is not done again.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dist=$here/../../dist
python=${PYTHON:-/usr/bin/python3}
processors=$(nproc)   # before OMP_NUM_THREADS, which nproc follows
export PYTHONPATH=$dist/python:$here OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

full=() sizes="6 7 8" hops=3
if [ "${1:-}" = --full ]; then
    full=(--full) sizes=$(seq 20 31) hops=200
    shift
fi
out=${1:-mg-clusters}

echo "== What there is to begin with"
[ -f "$out/learn.json" ] || "$python" "$here/prepare.py" "$out" "${full[@]}"

echo "== Active learning"
"$dist/bin/gapsharp" learn --config "$out/learn.json" --folder "$out/learning"
potential=$(ls -d "$out"/learning/round-*/model/gap.xml | tail -n 1)
"$dist/bin/gapsharp" validate "$potential" "$out/test.xyz" --csv "$out/test.csv" --json "$out/test.json" --by size

databases=()
for size in $sizes; do
    echo "== Minima hopping of Mg$size from five random starts"
    "$dist/bin/gapsharp" hop --random "Mg$size" --model "$potential" --walkers 5 --hops "$hops" --seed "$size" \
        --temperature 1000 --energy-difference 0.3 --database "$out/mg$size.db" | tail -n 1
    databases+=("$out/mg$size.db")
done

echo "== The ten lowest of each size, distinct"
"$python" "$here/lowest.py" "$out/lowest.xyz" "${databases[@]}"
"$dist/bin/gapsharp" deduplicate "$out/lowest.xyz" -o "$out/distinct.xyz"

if [ ${#full[@]} -gt 0 ]; then
    echo "== The same by density functional theory, and the best of each size relaxed"
    "$python" "$here/dft.py" "$out" --processes "$processors"
    "$dist/bin/gapsharp" validate "$potential" "$out/dft.xyz" --csv "$out/dft.csv" --json "$out/dft.json" --by size
fi

echo "== Analysis"
"$dist/bin/gapsharp" analyse report "${databases[@]}" --model "$potential" --frames "$out/test.csv" --title "Magnesium clusters" -o "$out/report.html"
