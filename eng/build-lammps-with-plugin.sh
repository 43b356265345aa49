#!/bin/sh
# Builds a small LAMMPS with the PLUGIN package from the source of the distribution's own LAMMPS and prints the folder it lies in.
# The binary package has no PLUGIN; the tests of gapsharpplugin.so need a host that has, of the same version.
#
#   eng/build-lammps-with-plugin.sh            quick when already built; about 3 minutes of processor time when not
#
# GAPSHARP_LAMMPS_CACHE   where it goes (default ${XDG_CACHE_HOME:-$HOME/.cache}/gapsharp/lammps-VERSION; 15 MB)
# GAPSHARP_BUILD_JOBS     compile jobs (default: number of processors)
#
# Needs: cmake ninja-build g++ libopenmpi-dev liblammps-dev dpkg-dev. Neither root nor a deb-src line: apt gets a source list of our own.
set -eu
version=$(dpkg-query -W -f '${source:Version}' liblammps-dev)
cache=${GAPSHARP_LAMMPS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gapsharp/lammps-$version}
jobs=${GAPSHARP_BUILD_JOBS:-$(nproc)}
mkdir -p "$cache"
cd "$cache"
exec 9>lock
flock 9

# The distribution's mirror as apt knows it.
mirror() {
    site=$(apt-get indextargets --format '$(SITE) $(ORIGIN) $(RELEASE) $(COMPONENT)' 2>/dev/null |
        awk -v release="$1" '$2 == "Debian" && $3 == release && $4 == "main" { print $1; exit }')
    [ -n "$site" ] || { echo "build-lammps-with-plugin: error: apt knows no mirror of Debian $1 main; run apt-get update" >&2; exit 1; }
    echo "$site"
}

fetch_source() {
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mkdir -p apt/lists/partial apt/cache/archives/partial
    site=$(mirror "$release")
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $release main" >apt/sources.list
    set -- -q -o Dir::Etc::SourceList="$cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root
    apt-get "$@" update >&2
    apt-get "$@" source --only-source --download-only "lammps=$version" >&2
    rm -rf source
    dpkg-source --no-check -x lammps_*.dsc source >&2
    rm -rf apt lammps_*
}

build() {
    nice cmake -S source/cmake -B build -G Ninja -D CMAKE_BUILD_TYPE=None -D CMAKE_CXX_FLAGS=-O1 \
        -D CMAKE_BUILD_WITH_INSTALL_RPATH=on -D 'CMAKE_INSTALL_RPATH=$ORIGIN' \
        -D BUILD_SHARED_LIBS=on -D BUILD_MPI=on -D BUILD_OMP=off -D BUILD_TOOLS=off -D BUILD_DOC=off \
        -D PKG_PLUGIN=on -D PKG_MANYBODY=on -D PKG_MOLECULE=on \
        -D WITH_JPEG=off -D WITH_PNG=off -D WITH_GZIP=off -D WITH_FFMPEG=off -D WITH_CURL=off -D FFT=KISS \
        -D Python_EXECUTABLE=/usr/bin/python3 >&2
    nice cmake --build build -j "$jobs" >&2
    mv build/liblammps.so* .
    mv build/lmp .
    rm -rf build source
}

if [ ! -x lmp ]; then
    [ -d source/src ] || fetch_source
    build
fi
echo "$cache"
