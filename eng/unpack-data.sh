#!/bin/sh
# Unpacks the reference potentials and outputs (tests/data/reference/*.tar.xz) into artifacts/reference. Quick when already done.
set -eu
cd "$(dirname "$0")/.."
mkdir -p artifacts/reference
for archive in tests/data/reference/*.tar.xz; do
    name=$(basename "$archive" .tar.xz)
    stamp=artifacts/reference/.$name.unpacked
    if [ ! -e "$stamp" ] || [ "$archive" -nt "$stamp" ]; then
        tar -xJf "$archive" -C artifacts/reference --no-same-owner
        chmod -R u+w "artifacts/reference/$name"
        touch "$stamp"
    fi
done
