"""Runs a command from a process so small that its memory does not count, and prints what the command took as one line of JSON.

    python3 -m fit.child LOG COMMAND...
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time


def main() -> None:
    began = time.perf_counter()
    with open(sys.argv[1], "w") as log:
        status = subprocess.run(sys.argv[2:], stdout=log, stderr=log).returncode
    wall = time.perf_counter() - began
    if status:
        sys.exit(f"{sys.argv[2]} ended with {status}: {open(sys.argv[1]).read()[-2000:]}")
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss * 1024e-6}))


if __name__ == "__main__":
    main()
