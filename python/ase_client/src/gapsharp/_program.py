"""How the commands of this package end."""

from __future__ import annotations

import sys
from typing import Callable

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
