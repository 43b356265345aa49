"""``gapsharp learn``, or ``python3 -m gapsharp.learning``: active learning from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional

from .._program import exit_code
from .config import read_config
from .jobs import run_job
from .loop import Learning


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; 0 if it did what it could (jobs may wait), 1 after an error (one line on standard error), 130 if interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if (options.config is None) == (not options.job):
        parser.error("expected either --config FILE or --job FOLDER")
    return exit_code(lambda: (_jobs if options.job else _learn)(options))


def _jobs(options: argparse.Namespace) -> None:
    for job in options.job:
        failure = run_job(job)
        print(f"{job}: {'failed: ' + failure if failure else 'done'}", flush=True)


def _learn(options: argparse.Namespace) -> None:
    config = read_config(options.config)
    ended = Learning(config, options.folder, lambda line: print(line, flush=True)).run()
    print(f"potential: {ended.potential}\nreport: {options.folder / 'report.html'}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gapsharp learn", description="Active learning: fit, search, label what the potential does not know, fit again.")
    add = parser.add_argument
    add("--config", metavar="FILE", type=Path, help="what to do, JSON")
    add("--folder", metavar="FOLDER", type=Path, default=Path("learning"),
        help="where everything is kept [learning]; a run that is there goes on")
    add("--job", metavar="FOLDER", type=Path, nargs="+", help="instead: compute these labels, folders such as learning/round-000/labels/0003")
    return parser


if __name__ == "__main__":
    sys.exit(main())
