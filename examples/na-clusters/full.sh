#!/bin/bash
# The sodium study at full length: Na55 melts at 21 temperatures of 400 ps each, with M1, with the potential that its data come from (several
# seeds: how far one run is from another), and with the potential fitted to density functional data. Three to four hours of
# processor time; the same command goes on.
#
#   examples/na-clusters/full.sh RESULTS         # heat-capacity.svg and melting.md there
#   MELT="--time 40 --count 11" SEEDS="1 2" DFT="--time 40" examples/na-clusters/full.sh RESULTS
#
# MELT: more options of gapsharp melt. SEEDS: of the reference. DFT: options of the run with the potential fitted to density functional data.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
"$here/potentials.sh" "$1"
cd "$1"

# study NAME OPTIONS...
study() {
    local name=$1
    shift
    # shellcheck disable=SC2086
    gapsharp melt --config "$here/na55.melt" --output "$name" ${MELT:-} "$@"
}

study na55-gap --model m1.xml
gupta=()
for seed in ${SEEDS:-1 2 3 4 5 6}; do
    study "na55-gupta-$seed" --pair-style eam/alloy --pair-coeff '* * na.eam.alloy Na' --seed "$seed"
    gupta+=("na55-gupta-$seed")
done
# shellcheck disable=SC2086
study na55-dft --model dft.xml --from 100 --to 400 ${DFT:-}

"$PYTHON" "$here/compare.py" heat-capacity.svg "M1=na55-gap" "reference=$(IFS=,; echo "${gupta[*]}")" "DFT-trained=na55-dft" | tee melting.md
