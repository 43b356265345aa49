#!/bin/sh
# Builds the LAMMPS bridge against the distribution's LAMMPS: dist/lib/gapsharpplugin.so and dist/bin/lmp-gapsharp.
# Needs: cmake ninja-build g++ liblammps-dev libopenmpi-dev. Against a LAMMPS of your own: native/lammps-bridge/README.md.
set -eu
cd "$(dirname "$0")/.."
build=artifacts/obj/lammps-bridge
mkdir -p artifacts/obj
cmake -S native/lammps-bridge -B "$build" -G Ninja -D GAPSHARP_LAUNCHER=ON -D GAPSHARP_GUARD_TESTS=ON \
    -D CMAKE_INSTALL_PREFIX="$PWD/dist" >"$build.log" 2>&1 ||
    { cat "$build.log" >&2; exit 1; }
cmake --build "$build" -- -j 2
cmake --install "$build" >/dev/null
mkdir -p dist/share/gapsharp
cp native/lammps-bridge/LICENSE dist/share/gapsharp/LICENSE.lammps-bridge
echo "built dist/lib/gapsharpplugin.so and dist/bin/lmp-gapsharp"
