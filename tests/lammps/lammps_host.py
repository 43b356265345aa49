"""Runs LAMMPS with pair_style gapsharp, as a user would, and reads back what it printed and dumped."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
LAUNCHER = DIST / "bin" / "lmp-gapsharp"
PLUGIN = DIST / "lib" / "gapsharpplugin.so"
CORE = DIST / "lib" / "libgapsharp.so"
SI_SW = Path("/usr/share/lammps/potentials/Si.sw")


@lru_cache(maxsize=None)
def plugin_lammps() -> Path:
    """A LAMMPS that has the PLUGIN package; built at the first call on a machine (minutes)."""
    done = subprocess.run(["sh", ROOT / "eng" / "build-lammps-with-plugin.sh"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"eng/build-lammps-with-plugin.sh failed:\n{done.stderr[-3000:]}")
    return Path(done.stdout.strip().splitlines()[-1]) / "lmp"


@dataclass
class Run:
    """A finished LAMMPS process."""

    returncode: int
    output: str
    folder: Path

    def errors(self) -> list[str]:
        return [line for line in self.output.splitlines() if line.startswith("ERROR")]

    def thermo_text(self) -> list[list[str]]:
        """The thermo tables of all runs, one list of words per line."""
        rows, inside = [], False
        for line in self.output.splitlines():
            if line.startswith("Step"):
                inside = True
            elif line.startswith("Loop time"):
                inside = False
            elif inside and line.split() and line.split()[0].lstrip("-").isdigit():
                rows.append(line.split())
        return rows

    def thermo(self) -> np.ndarray:
        return np.array(self.thermo_text(), dtype=float)

    def dump(self, name: str) -> np.ndarray:
        """Per-atom columns of the last frame of a custom dump whose first column is id, sorted by id and without it."""
        return self.dumps(name)[-1]

    def dumps(self, name: str) -> np.ndarray:
        """The same of all frames, (frames, atoms, columns)."""
        frames, lines = [], (self.folder / name).read_text().splitlines()
        starts = [k for k, line in enumerate(lines) if line.startswith("ITEM: ATOMS")] + [len(lines) + 1]
        headers = [k for k, line in enumerate(lines) if line.startswith("ITEM: TIMESTEP")] + [len(lines)]
        for start, end in zip(starts, headers[1:]):
            rows = np.array([line.split() for line in lines[start + 1 : end]], dtype=float)
            frames.append(rows[np.argsort(rows[:, 0]), 1:])
        return np.array(frames)


@dataclass(frozen=True)
class Lammps:
    """One way to have pair_style gapsharp: "launcher" (lmp-gapsharp on the distribution's LAMMPS) or "plugin"."""

    kind: str
    library: Path | None = None  # folder of another libgapsharp.so

    def executable(self) -> Path:
        return LAUNCHER if self.kind == "launcher" else plugin_lammps()

    def preamble(self) -> str:
        return f"plugin load {PLUGIN}\n" if self.kind == "plugin" else ""

    def environment(self) -> dict[str, str]:
        variables = dict(os.environ, OMP_NUM_THREADS="1", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        variables.pop("LD_LIBRARY_PATH", None)
        variables.pop("LAMMPS_POTENTIALS", None)
        if self.library is not None:
            variables["LD_LIBRARY_PATH"] = str(self.library)
        return variables

    def run(self, script: str, folder: Path, ranks: int = 1, ok: bool = True, arguments: tuple = ()) -> Run:
        """Runs an input script in folder; with ok, a failure of LAMMPS is a failure of the test."""
        (folder / "in.lammps").write_text(self.preamble() + script)
        command = [self.executable(), "-in", "in.lammps", "-log", "none", *arguments]
        if ranks > 1:
            command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-np", str(ranks), *command]
        return self.start(command, folder, ok)

    def start(self, command: list, folder: Path, ok: bool = True) -> Run:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=600,
        )
        run = Run(done.returncode, done.stdout, folder)
        if ok and done.returncode != 0:
            raise AssertionError(f"LAMMPS ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return run
