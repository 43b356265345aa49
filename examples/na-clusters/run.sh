#!/bin/bash
# The sodium study in small: potentials fitted to Na55 (M1) and to Na55 and other sizes (M2), improved where their forces are wrong; melting
# of Na55 with M1 beside the potential that the data come from; isomers. Some minutes on two processors.
#
#   examples/na-clusters/run.sh [RESULTS]        # folder for results [dist/demo-na]; what is there goes on
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
results=${1:-$top/dist/demo-na}
PYTHON=${PYTHON:-/usr/bin/python3}
export PATH="$top/dist/bin:$PATH" PYTHONPATH="$top/dist/python:$here${PYTHONPATH:+:$PYTHONPATH}"
mkdir -p "$results"
cd "$results"

# fit NAME TRAINING...: the study's descriptors; 2-body and SOAP reach over the whole cluster.
fit() {
    local name=$1
    shift
    [ -f "$name.xml" ] && return
    cat "$@" > "$name.train.xyz"
    gapsharp fit at_file="$name.train.xyz" force_parameter_name=forces default_sigma='{0.001 0.01 0 0}' sparse_jitter=1e-8 rnd_seed=1 \
        do_copy_at_file=F gp_file="$name.xml" \
        gap='{distance_2b cutoff=12.9 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.2 n_sparse=20 sparse_method=uniform
            : soap l_max=4 n_max=6 cutoff=8.0 cutoff_transition_width=1.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.1
              n_sparse=300 sparse_method=cur_points}' > "$name.fit.txt"
}

echo "== training sets"
if [ ! -f sizes.train.xyz ]; then
    gapsharp curate "$here/na55.xyz.gz" -o first.xyz --energy-window 0.001 --count 60 --uniform-energy --split train=0.8,test=0.2 --split-files --seed 1
    gapsharp curate "$here/sizes.xyz.gz" -o sizes.xyz --energy-window 0.001 --split train=0.6,test=0.4 --split-files --seed 1
fi

echo "== M1: Na55, then the configurations whose forces are most wrong"
fit m1-0 first.train.xyz
for round in 1 2; do
    [ -f hard-$round.xyz ] || gapsharp curate "$here/na55.xyz.gz" -o hard-$round.xyz --model m1-$((round - 1)).xml --force-error 0.02 --add 25 --seed 1
    sets=(first.train.xyz)
    for k in $(seq $round); do sets+=("hard-$k.xyz"); done
    fit m1-$round "${sets[@]}"
done

echo "== M2: other sizes as well"
fit m2 m1-2.train.xyz sizes.train.xyz

echo "== errors on configurations that were not fitted"
for model in m1-0 m1-2 m2; do
    echo "-- $model"
    gapsharp validate $model.xml first.test.xyz sizes.test.xyz --by size --plot $model.svg --json $model.json
done

echo "== melting of Na55, with M1 and with the potential that the data come from"
[ -f na.eam.alloy ] || "$PYTHON" "$here/gupta.py" na.eam.alloy
ladder=(--icosahedron Na55 --from 100 --to 240 --count 8 --frame 200 --segment 10 --seed 1)
"$PYTHON" -m gapsharp.melting "${ladder[@]}" --model m1-2.xml --time "${PICOSECONDS:-40}" --output gap
"$PYTHON" -m gapsharp.melting "${ladder[@]}" --pair-style eam/alloy --pair-coeff '* * na.eam.alloy Na' --time "${PICOSECONDS:-40}" --output gupta

echo "== isomers of Na55"
"$PYTHON" -m gapsharp.isomers gap --model m1-2.xml --reference gupta:Gupta --every 40 --isomers 25 --output isomers | tail -1

echo
"$PYTHON" "$here/summary.py" "$results"
