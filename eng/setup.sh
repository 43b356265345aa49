#!/bin/bash
# Installs the packages of eng/packages.txt that are missing, from the distribution. Needs root or sudo only if something is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "setup: error: apt-get not found, expected Debian 12 or a relative of it; install what eng/packages.txt lists by other means" >&2
    exit 1
fi

installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" { print $2 }' | sort -u)
missing=$(grep -v '^ *\(#\|$\)' eng/packages.txt | sort -u | comm -23 - <(printf '%s\n' "$installed"))

if [ -n "$missing" ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "setup: error: packages missing and neither root nor sudo at hand; install as root: apt-get install" $missing >&2
            exit 1
        }
        as_root=(sudo)
    fi
    echo "setup: installing from the distribution:" $missing
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null
    # shellcheck disable=SC2086
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing </dev/null >/dev/null
fi

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^1[0-9]\.'; then
    cat >&2 <<'TEXT'
setup: error: no .NET SDK 10 found ("dotnet --list-sdks"). Debian 12 has no package for it. Either
  - add Microsoft's package source: https://learn.microsoft.com/dotnet/core/install/linux-debian, then apt-get install dotnet-sdk-10.0
  - or install it for yourself: https://dot.net/v1/dotnet-install.sh --channel 10.0, and put ~/.dotnet on PATH
and run make again.
TEXT
    exit 1
fi
echo "setup: packages present, .NET SDK $(dotnet --version)"
