"""How commands of the package end: exit codes, signals."""

import os
import signal

import pytest
from ase.calculators.calculator import InputError
from gapsharp._program import exit_code, interrupted_by_termination


def test_errors_and_interruptions_have_exit_codes(capsys):
    def wrong():
        raise InputError("n is 0, expected at least 1")

    assert exit_code(lambda: None) == 0
    assert exit_code(wrong) == 1
    with interrupted_by_termination():
        assert exit_code(lambda: os.kill(os.getpid(), signal.SIGTERM)) == 130
    assert capsys.readouterr().err == "error: n is 0, expected at least 1\ninterrupted; the same command goes on\n"


def test_a_termination_is_handled_as_before_afterwards():
    """A handler that stays reaches forked processes too, which their parent then cannot end for sure."""
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(ValueError), interrupted_by_termination():
        assert signal.getsignal(signal.SIGTERM) is not before
        raise ValueError
    assert signal.getsignal(signal.SIGTERM) is before
