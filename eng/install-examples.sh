#!/bin/bash
# Installs the example potential (a fit to density functional data of sodium) and example structures into dist/share/gapsharp.
set -euo pipefail
cd "$(dirname "$0")/.."
from=artifacts/reference
to=dist/share/gapsharp
mkdir -p "$to/models/na-dft" "$to/examples"
cp -u "$from"/na-dft/na.xml "$from"/na-dft/na.xml.sparseX.* "$to/models/na-dft/"
cp -u "$from"/na-dft/test.xyz "$to/examples/na-test.xyz"
cp -u "$from"/na/na55_1.xyz "$to/examples/na55.xyz"
