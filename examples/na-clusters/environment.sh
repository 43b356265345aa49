# Sourced by the scripts of this folder: where it is, and the programs of dist.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
PYTHON=${PYTHON:-/usr/bin/python3}
export PATH="$top/dist/bin:$PATH" PYTHONPATH="$top/dist/python${PYTHONPATH:+:$PYTHONPATH}"
