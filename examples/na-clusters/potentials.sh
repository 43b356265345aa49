#!/bin/bash
# The potentials of the example: M1, fitted to Na55 and improved in rounds where its forces are wrong, M2, to other sizes too, and one fitted
# to density functional data. Some seconds.
#
#   examples/na-clusters/potentials.sh RESULTS   # folder for m1.xml, m2.xml and dft.xml; what is there stays
#   FORCE_ERROR=0.06 examples/na-clusters/potentials.sh RESULTS
#
# FORCE_ERROR: rounds end, at the latest after five, when no atom's force in the pool is wrong by more, eV/A [0.07: one round; 0.06: three].
set -euo pipefail
. "$(dirname "$0")/environment.sh"
mkdir -p "$1"
cd "$1"
bound=${FORCE_ERROR:-0.07}

# Smaller than the study's potentials, whose SOAP has n_max 12, l_max 6, a cutoff of 12.9 A and 6,000 sparse points.
gupta=(default_sigma='{0.001 0.01 0 0}'
    gap='{distance_2b cutoff=12.9 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.2 n_sparse=20 sparse_method=uniform
        : soap l_max=4 n_max=6 cutoff=8.0 cutoff_transition_width=1.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.1
          n_sparse=300 sparse_method=cur_points}')
dft=(default_sigma='{0.001 0.03 0 0}'
    gap='{distance_2b cutoff=12.0 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=20 sparse_method=uniform
        : soap l_max=5 n_max=7 cutoff=10.0 cutoff_transition_width=3.0 atom_sigma=0.8 covariance_type=dot_product zeta=4 delta=0.2
          n_sparse=400 sparse_method=cur_points}')

# fit NAME SETTINGS TRAINING...: SETTINGS is the name of one of the above.
fit() {
    local name=$1
    local -n settings=$2
    shift 2
    [ -f "$name.xml" ] && return
    cat "$@" > "$name.train.xyz"
    gapsharp fit at_file="$name.train.xyz" force_parameter_name=forces sparse_jitter=1e-8 rnd_seed=1 do_copy_at_file=F gp_file="$name.xml" \
        "${settings[@]}" > "$name.fit.txt" 2>&1 || { cat "$name.fit.txt" >&2; return 1; }
}

echo "== training and test sets"
if [ ! -f sizes.test.xyz ]; then
    gapsharp curate "$here/na55.xyz.gz" -o na55.xyz --energy-window 0.001 --split first=0.2,pool=0.6,test=0.2 --split-files --seed 1 > na55.txt
    gapsharp curate "$here/sizes.xyz.gz" -o sizes.xyz --energy-window 0.001 --split train=0.6,test=0.4 --split-files --seed 1 > sizes.txt
fi

echo "== M1: Na55, improved by the configurations of the pool whose forces are most wrong, until none is by more than $bound eV/A"
fit first gupta na55.first.xyz
model=first training=(na55.first.xyz)
for round in 1 2 3 4 5; do
    [ -f hard-$round.xyz ] || gapsharp curate na55.pool.xyz -o hard-$round.xyz --model $model.xml --force-error 0.01 --add 50 --seed 1 > hard-$round.txt
    model=m1-$round training+=(hard-$round.xyz)
    fit $model gupta "${training[@]}"
    gapsharp curate na55.pool.xyz -o wrong.xyz --model $model.xml --force-error "$bound" > wrong.txt
    [ -s wrong.xyz ] || break
done
ln -sf $model.xml m1.xml
ln -sf $model.train.xyz m1.train.xyz

echo "== M2: other sizes as well"
fit m2 gupta "${training[@]}" sizes.train.xyz

echo "== density functional data: 134 structures of 1 to 55 atoms, and 60 of Na55 that gapsharp learn picked (learn.json)"
[ -f na55.dft.xyz ] || gzip -dc "$here/na55-dft.xyz.gz" > na55.dft.xyz
fit dft dft "$here/../na-dft-fit/train.xyz" na55.dft.xyz

[ -f na.eam.alloy ] || "$PYTHON" "$here/gupta.py" na.eam.alloy
