#!/bin/sh
# Builds the shim between gapsharp fit and MPI, dist/lib/gapsharp/libgapsharp-mpi.so; does nothing when it is newer than its source.
# Without mpicc (libopenmpi-dev) there is none: fits then run on one rank.
set -eu
cd "$(dirname "$0")/.."
source=native/mpi-shim/gapsharp_mpi.c
target=dist/lib/gapsharp/libgapsharp-mpi.so

if ! command -v mpicc >/dev/null; then
    echo "build-mpi: mpicc not found, fits will run on one rank; for more: apt-get install libopenmpi-dev"
    exit 0
fi
if [ ! "$target" -nt "$source" ] || [ ! "$target" -nt eng/build-mpi.sh ]; then
    mkdir -p "$(dirname "$target")"
    mpicc -std=c11 -D_GNU_SOURCE -O2 -g -fPIC -fvisibility=hidden -Wall -Wextra -Werror ${CFLAGS:-} \
        "$source" -shared -Wl,-soname,libgapsharp-mpi.so -Wl,-z,nodelete -Wl,-z,defs -o "$target.new"
    # A program that has the old one mapped keeps it.
    mv -f "$target.new" "$target"
    echo "built $target"
fi
