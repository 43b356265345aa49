#!/bin/bash
# The main job on real input: sodium clusters with a potential fitted to density functional data.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
PYTHONPATH="$PWD/dist/python${PYTHONPATH:+:$PYTHONPATH}" exec "$PYTHON" examples/sodium/demo.py "$@"
