#!/bin/sh
# Builds a small LAMMPS with the PLUGIN package from Debian's own source package and prints the folder it lies in.
# Debian's binary package has no PLUGIN; the tests of gapsharpplugin.so need a host that does.
#
#   eng/build-lammps-with-plugin.sh            quick when already built; about 6 minutes of processor time when not
#
# GAPSHARP_LAMMPS_CACHE   where to build (default ${XDG_CACHE_HOME:-$HOME/.cache}/gapsharp/lammps-29Sep2021)
# GAPSHARP_BUILD_JOBS     compile jobs (default: number of processors)
#
# Needs: cmake ninja-build g++ libopenmpi-dev dpkg-dev. Neither root nor a deb-src line: apt reads a private copy of the source list.
set -eu
cache=${GAPSHARP_LAMMPS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gapsharp/lammps-29Sep2021}
jobs=${GAPSHARP_BUILD_JOBS:-$(nproc)}
mkdir -p "$cache"
cd "$cache"

fetch_source() {
    mkdir -p apt/lists/partial apt/cache/archives/partial
    cat >apt/sources.list <<LIST
deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main
LIST
    set -- -o Dir::Etc::SourceList="$cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root
    apt-get "$@" -q update >&2
    apt-get "$@" -q source --only-source --download-only lammps >&2
    rm -rf source
    dpkg-source --no-check -x lammps_*.dsc source >&2
    rm -rf apt
}

[ -d source/src ] || fetch_source
if [ ! -x build/lmp ]; then
    command -v nice >/dev/null && nice=nice || nice=
    $nice cmake -S source/cmake -B build -G Ninja -D CMAKE_BUILD_TYPE=None -D CMAKE_CXX_FLAGS=-O1 \
        -D BUILD_SHARED_LIBS=on -D BUILD_MPI=on -D BUILD_OMP=off -D BUILD_TOOLS=off -D BUILD_DOC=off \
        -D PKG_PLUGIN=on -D PKG_MANYBODY=on -D PKG_MOLECULE=on \
        -D WITH_JPEG=off -D WITH_PNG=off -D WITH_GZIP=off -D WITH_FFMPEG=off -D WITH_CURL=off -D FFT=KISS \
        -D Python_EXECUTABLE=/usr/bin/python3 >&2
    $nice cmake --build build -j "$jobs" >&2
fi
echo "$cache"
