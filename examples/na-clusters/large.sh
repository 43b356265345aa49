#!/bin/bash
# Isomers of a large sodium cluster with M2: compact pieces, dynamics from the lowest minimum so far, relaxation; and once more from the
# lowest of those. The same command goes on; more rounds or a longer time add to what is there.
#
#   examples/na-clusters/large.sh RESULTS ATOMS  # the folder of potentials.sh; isomers-ATOMS/isomers.md is the table
set -euo pipefail
. "$(dirname "$0")/environment.sh"
cd "$1"
atoms=$2
jobs=${JOBS:-2}

# catalogue SOURCES...: minima below all of them; a relaxation that is there is not repeated.
catalogue() {
    gapsharp isomers "$@" --model m2.xml --reference gapsharp.gupta:Gupta --isomers "${ISOMERS:-40}" --jobs "$jobs" --output "isomers-$atoms" | tail -1
}

sources=("pieces-$atoms.xyz")
[ -f "${sources[0]}" ] || "$PYTHON" "$here/compact.py" "$atoms" "${sources[0]}" "${PIECES:-12}"
catalogue "${sources[@]}"
for round in $(seq "${ROUNDS:-2}"); do
    study=md-$atoms-$round
    [ -d "$study" ] || cp "isomers-$atoms/isomers.xyz" "start-$atoms-$round.xyz"
    # As a part of one: dynamics only. These temperatures need not overlap, and have no heat capacity.
    gapsharp melt "start-$atoms-$round.xyz@0" --model m2.xml --temperatures "${TEMPERATURES:-180,220}" --time "${PICOSECONDS:-20}" --frame 400 \
        --segment 10 --part 1/1 --jobs "$jobs" --output "$study" > "$study.txt"
    sources+=("$study")
    catalogue "${sources[@]}"
done
