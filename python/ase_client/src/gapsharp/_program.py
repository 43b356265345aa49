"""How the commands of this package end."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import Any, Callable, Iterator

from ase.calculators.calculator import CalculatorError


def exit_code(command: Callable[[], None]) -> int:
    """Runs a command that can be repeated to go on: 0 when done, 1 after an error (one line on standard error), 130 if interrupted."""
    try:
        command()
    except (CalculatorError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the same command goes on", file=sys.stderr)
        return 130
    return 0


@contextmanager
def interrupted_by_termination() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt inside, so that programs that were started are ended; afterwards it is handled as before."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt
