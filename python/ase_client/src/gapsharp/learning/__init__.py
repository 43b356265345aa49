"""Active learning of potentials for free clusters. How to: ``docs/how-to/active-learning.md``."""

from .config import Config, config_of, read_config
from .jobs import run_job
from .loop import Ended, Learning

__all__ = ["Config", "Ended", "Learning", "config_of", "read_config", "run_job"]
