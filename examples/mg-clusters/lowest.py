"""Writes the ten lowest minima of each database of minima hopping into one file.

    /usr/bin/python3 examples/mg-clusters/lowest.py OUT.xyz DATABASE...
"""

from __future__ import annotations

import sys

from ase.db import connect
from ase.io import write


def main() -> None:
    out, *databases = sys.argv[1:]
    write(out, [row.toatoms() for path in databases for row in connect(path).select(outcome="new", sort="energy", limit=10)], format="extxyz")


if __name__ == "__main__":
    main()
