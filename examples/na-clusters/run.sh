#!/bin/bash
# The sodium study in small: potentials fitted to Na55 (M1), improved where its forces are wrong, and to other sizes too (M2);
# melting of Na55 with M1 beside the potential that the data come from; isomers. Some minutes on two processors.
#
#   examples/na-clusters/run.sh [RESULTS]        # folder for results [dist/demo-na]; what is there goes on
set -euo pipefail
. "$(dirname "$0")/environment.sh"
results=${1:-$top/dist/demo-na}
"$here/potentials.sh" "$results"
cd "$results"

echo "== errors on the training sets, and on configurations that were not fitted"
for model in first m1 m2; do
    gapsharp validate $model.xml $model.train.xyz --by size --json $model.train.json > $model.train.txt
    gapsharp validate $model.xml na55.test.xyz sizes.test.xyz --by size --plot $model.svg --json $model.json > $model.txt
done

echo "== melting of Na55, with M1 and with the potential that the data come from"
ladder=(--icosahedron Na55 --from 100 --to 240 --count 8 --frame 200 --segment 10 --seed 1)
gapsharp melt "${ladder[@]}" --model m1.xml --time "${PICOSECONDS:-60}" --output gap
gapsharp melt "${ladder[@]}" --pair-style eam/alloy --pair-coeff '* * na.eam.alloy Na' --time "${PICOSECONDS:-60}" --output gupta

echo "== isomers of Na55"
gapsharp isomers gap --model m1.xml --reference gapsharp.gupta:Gupta --every 20 --isomers 25 --output isomers | tail -1

echo
"$PYTHON" "$here/summary.py" "$results"
