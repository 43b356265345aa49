#!/bin/bash
# The sodium study in small: potentials fitted to Na55 (M1), improved where its forces are wrong, and to other sizes too (M2);
# melting of Na55 with M1 beside the potential that the data come from; isomers. Some minutes on two processors.
#
#   examples/na-clusters/run.sh [RESULTS]        # folder for results [dist/demo-na]; what is there goes on
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
results=${1:-$top/dist/demo-na}
PYTHON=${PYTHON:-/usr/bin/python3}
# For gupta.py, which is the reference of the isomers.
export PATH="$top/dist/bin:$PATH" PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}"
mkdir -p "$results"
cd "$results"

# fit NAME TRAINING...: smaller than the study's potentials, whose SOAP has n_max 12, l_max 6, a cutoff of 12.9 A and 6,000 sparse points.
fit() {
    local name=$1
    shift
    [ -f "$name.xml" ] && return
    cat "$@" > "$name.train.xyz"
    gapsharp fit at_file="$name.train.xyz" force_parameter_name=forces default_sigma='{0.001 0.01 0 0}' sparse_jitter=1e-8 rnd_seed=1 \
        do_copy_at_file=F gp_file="$name.xml" \
        gap='{distance_2b cutoff=12.9 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.2 n_sparse=20 sparse_method=uniform
            : soap l_max=4 n_max=6 cutoff=8.0 cutoff_transition_width=1.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.1
              n_sparse=300 sparse_method=cur_points}' > "$name.fit.txt" 2>&1 || { cat "$name.fit.txt" >&2; return 1; }
}

echo "== training and test sets"
if [ ! -f sizes.test.xyz ]; then
    gapsharp curate "$here/na55.xyz.gz" -o na55.xyz --energy-window 0.001 --split first=0.2,pool=0.6,test=0.2 --split-files --seed 1 > na55.txt
    gapsharp curate "$here/sizes.xyz.gz" -o sizes.xyz --energy-window 0.001 --split train=0.6,test=0.4 --split-files --seed 1 > sizes.txt
fi

echo "== M1: Na55, improved by the configurations of the pool whose forces are most wrong"
fit first na55.first.xyz
[ -f hard.xyz ] || gapsharp curate na55.pool.xyz -o hard.xyz --model first.xml --force-error 0.01 --add 50 --seed 1 > hard.txt
fit m1 na55.first.xyz hard.xyz

echo "== M2: other sizes as well"
fit m2 na55.first.xyz hard.xyz sizes.train.xyz

echo "== errors on configurations that were not fitted"
for model in first m1 m2; do
    gapsharp validate $model.xml na55.test.xyz sizes.test.xyz --by size --plot $model.svg --json $model.json > $model.txt
done

echo "== melting of Na55, with M1 and with the potential that the data come from"
[ -f na.eam.alloy ] || "$PYTHON" "$here/gupta.py" na.eam.alloy
ladder=(--icosahedron Na55 --from 100 --to 240 --count 8 --frame 200 --segment 10 --seed 1)
gapsharp melt "${ladder[@]}" --model m1.xml --time "${PICOSECONDS:-60}" --output gap
gapsharp melt "${ladder[@]}" --pair-style eam/alloy --pair-coeff '* * na.eam.alloy Na' --time "${PICOSECONDS:-60}" --output gupta

echo "== isomers of Na55"
gapsharp isomers gap --model m1.xml --reference gupta:Gupta --every 20 --isomers 25 --output isomers | tail -1

echo
"$PYTHON" "$here/summary.py" "$results"
