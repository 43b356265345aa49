"""Which rows there are. QUIP's own times were taken on a machine of this kind, one thread, energy and forces."""

from __future__ import annotations

from dataclasses import dataclass

SODIUM = ("na13", "na55", "na147", "na309", "bcc432", "bcc1024", "bcc2000", "bcc16000")
SILICON = ("si512", "si1000", "si8000")

QUIP_MS = {("na55", 6000): 3.19, ("na147", 6000): 4.48, ("na309", 6000): 7.05, ("bcc1024", 6000): 11.7, ("bcc2000", 6000): 16.0,
           ("si512", 2000): 0.93, ("si1000", 2000): 0.93}
QUIP_MB = {("bcc1024", 6000): 3200, ("bcc2000", 6000): 6200, ("si512", 2000): 250, ("si1000", 2000): 250}


@dataclass(frozen=True)
class Row:
    door: str
    structure: str
    sparse: int
    workers: int = 1

    @property
    def material(self) -> str:
        return "silicon" if self.structure.startswith("si") else "sodium"


@dataclass(frozen=True)
class Plan:
    """Rows, seconds to spend on one, and what the stage benchmarks run on."""

    rows: tuple[Row, ...]
    memory: tuple[Row, ...]
    seconds: float
    stages: tuple[tuple[str, str, int], ...]

    @property
    def sparse_counts(self) -> list[int]:
        return sorted({row.sparse for row in self.rows + self.memory})


def full() -> Plan:
    rows = [Row("core", structure, 6000, threads) for structure in SODIUM for threads in (1, 2)]
    rows += [Row("library", structure, 6000, threads) for structure in ("na13", "na55", "na147", "bcc1024") for threads in (1, 2)]
    rows += [Row("library", "si1000", 2000)] + [Row("library", structure, 500) for structure in ("na13", "na55")]
    rows += [Row("command", "na55", 6000), Row("command", "bcc1024", 6000), Row("command", "si1000", 2000)]
    rows += [Row("lammps", structure, sparse, ranks) for structure, sparse in
             (("na55", 6000), ("bcc1024", 6000), ("bcc2000", 6000), ("si1000", 2000)) for ranks in (1, 2)]
    rows += [Row("grpc", structure, 500) for structure in ("na13", "na55", "bcc432")]
    rows += [Row("core", structure, sparse, threads) for sparse in (2000, 500) for structure in SILICON + SODIUM for threads in (1, 2)]
    rows += [Row("core", structure, 6000, threads) for structure in SILICON for threads in (1, 2)]
    memory = (Row("core", "bcc2000", 6000), Row("core", "bcc16000", 6000), Row("command", "bcc2000", 6000),
              Row("command", "bcc16000", 6000), Row("core", "si8000", 2000))
    return Plan(tuple(rows), memory, 0.7, (("sodium", "bcc1024", 6000), ("silicon", "si1000", 2000)))


def quick() -> Plan:
    rows = [Row("core", structure, 2000, threads) for structure in ("na55", "bcc432", "si512") for threads in (1, 2)]
    rows += [Row("library", "na13", 500), Row("library", "na55", 2000), Row("command", "bcc432", 2000),
             Row("lammps", "bcc432", 2000), Row("lammps", "bcc432", 2000, 2), Row("grpc", "na55", 500)]
    return Plan(tuple(rows), (Row("core", "bcc432", 2000),), 0.5, (("silicon", "si512", 2000),))


def tiny() -> Plan:
    """Every part of the runner, as little of it as can be: for the tests."""
    return Plan((Row("core", "na13", 50), Row("library", "na13", 50)), (Row("core", "na13", 50),), 0.01, ())
