"""The results as tables of Markdown."""

from __future__ import annotations

from typing import Any, Iterable, Optional

DOORS = {"core": "core (C#)", "library": "C library", "command": "command line", "lammps": "LAMMPS", "grpc": "gRPC"}


def tables(results: dict[str, Any]) -> str:
    return "\n\n".join([_machine(results), _rows(results), *_grpc(results), _memory(results), *_load(results), *_stages(results)]) + "\n"


def _machine(results: dict[str, Any]) -> str:
    machine = results["machine"]
    return (f"{machine['processor']}; dgemm on one thread ({machine['library']}): 2000 cubed {machine['square']:.0f} GFLOP/s, "
            f"(6000 x 547)(547 x 55) {machine['dots']:.0f}, (547 x 6000)(6000 x 55) {machine['back']:.0f}.")


def _rows(results: dict[str, Any]) -> str:
    lines = [[row["structure"], f"{row['sparse']:,}{'' if not row['fitted'] else ' (fit)'}", DOORS[row["door"]], str(row["workers"]),
              f"{row['full_ms']:.4f}", _number(row.get("energy_ms"), ".4f"), _number(row.get("energy_gain"), ".2f"), f"{row['gflops']:.0f}",
              f"{row['of_square']:.2f}", f"{row['of_shapes']:.2f}", _number(row.get("times_quip"), ".0f")]
             for row in results["rows"] if "full_ms" in row]
    return table(["structure", "M", "door", "threads or ranks", "energy + forces, ms/atom", "energy, ms/atom", "ratio",
                   "4 M d GFLOP/s", "of dgemm, square", "of dgemm, these shapes", "times QUIP"], lines)


def _grpc(results: dict[str, Any]) -> Iterable[str]:
    rows = [row for row in results["rows"] if "added_ms" in row]
    if rows:
        yield table(["structure", "M", "gRPC, p50 ms", "in process, p50 ms", "added, ms"],
                     [[row["structure"], str(row["sparse"]), f"{row['p50_ms']:.3f}", f"{row['local_p50_ms']:.3f}", f"{row['added_ms']:.3f}"]
                      for row in rows])


def _memory(results: dict[str, Any]) -> str:
    return table(["structure", "M", "door", "peak, MB", "QUIP, MB"],
                  [[row["structure"], f"{row['sparse']:,}", DOORS[row["door"]], f"{row['peak_mb']:.0f}", _number(row["quip_mb"], ".0f")]
                   for row in results["memory"]])


def _load(results: dict[str, Any]) -> Iterable[str]:
    if results["load"]:
        yield table(["model", "files, MB", "first load of a process, s", "second, s", "C library, s", "whole command for 13 atoms, s"],
                     [[f"{row['material']} {row['sparse']:,}", *(f"{row[key]:.2f}" for key in
                       ("mb", "core_cold_s", "core_warm_s", "library_s", "command_s"))] for row in results["load"]])


def _stages(results: dict[str, Any]) -> Iterable[str]:
    if results["stages"]:
        names = list(results["stages"][0]["ns_per_atom"])
        yield table(["stage, ns/atom", *(f"{run['structure']}, M = {run['sparse']:,}" for run in results["stages"])],
                     [[name, *(f"{run['ns_per_atom'][name]:,.0f}" for run in results["stages"])] for name in names])


def _number(value: Optional[float], form: str) -> str:
    return "" if value is None else format(value, form)


def table(head: list[str], lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines])
