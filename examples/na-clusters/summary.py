"""Tables and figure of run.sh: errors of the potentials, melting with and without a GAP, isomers."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any, Dict, List

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402

COLOURS = {"gap": "#2a6f97", "gupta": "#e07a3f"}
NAMES = {"first": "M1, first", "m1": "M1, improved", "m2": "M2", "gap": "GAP (M1)", "gupta": "Gupta, the reference"}


def main(folder: Path) -> None:
    reports = {name: read(folder / f"{name}.json") for name in ("first", "m1", "m2")}
    print("Largest errors on Na55, in per cent: of the energy; of an atom's force, over the largest force of the configuration")
    print(f"  {'':<14}{'energy: training':>18}{'validation':>12}{'force: training':>18}{'validation':>12}")
    for name, report in reports.items():
        fitted, others = na55(read(folder / f"{name}.train.json")), na55(report)
        print(f"  {NAMES[name]:<14}{fitted['energy_percent']['max']:>18.3f}{others['energy_percent']['max']:>12.3f}"
              f"{fitted['force_percent']['max']:>18.2f}{others['force_percent']['max']:>12.2f}")
    print("\nErrors by size on configurations that were not fitted: largest, MAE and RMSE of the energy (meV/atom), RMSE of the force (meV/A)")
    print(f"  {'atoms':>5}  " + "  ".join(f"{NAMES[name]:>35}" for name in ("m1", "m2")))
    for groups in zip(reports["m1"]["by_size"], reports["m2"]["by_size"]):
        print(f"  {groups[0]['name'].split()[0]:>5}  " + "  ".join(errors(group) for group in groups))

    print("\nMelting of Na55")
    studies = {name: read(folder / name / "summary.json") for name in ("gap", "gupta")}
    for name, study in studies.items():
        print(f"  {NAMES[name]:<22}{melting(study)}")
    figure(folder / "na55.png", studies, {name: read(folder / name / "heat-capacity.json")["curve"] for name in studies})

    with open(folder / "isomers" / "isomers.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    first = rows[0]
    print(f"\n{len(rows)} isomers of Na55, the lowest {first['point_group']}; binding energy {float(first['energy_error']):+.3f} % and bonds "
          f"{float(first['bond_error']):+.3f} % off the reference")
    print(f"\ntables and pictures: {folder}/na55.png, gap/summary.md, gupta/summary.md, isomers/isomers.md")


def read(path: Path) -> Dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def na55(report: Dict[str, Any]) -> Dict[str, Any]:
    """The group of Na55 in what gapsharp validate --by size found."""
    (group,) = (each for each in report["by_size"] if each["name"].split()[0] == "55")
    return group


def errors(group: Dict[str, Any]) -> str:
    energy, force = group["energy_per_atom"], group["force"]
    return f"{1000 * energy['max']:>8.2f} {1000 * energy['mae']:>8.2f} {1000 * energy['rmse']:>8.2f} {1000 * force['rmse']:>8.1f}"


def melting(study: Dict[str, Any]) -> str:
    peak, unit = study["melting"], study["heat_capacity_unit"]
    if peak is None:
        return "no maximum of the heat capacity"
    return (f"{peak['temperature']:.1f} +- {peak['temperature_error']:.1f} K, C/C0 = {peak['heat_capacity'] / unit:.2f} +- "
            f"{peak['heat_capacity_error'] / unit:.2f}")


def figure(path: Path, studies: Dict[str, Dict[str, Any]], curves: Dict[str, List[Dict[str, float]]]) -> None:
    page, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for name, study in studies.items():
        unit = study["heat_capacity_unit"]
        temperatures = [point["temperature"] for point in curves[name]]
        values = [point["heat_capacity"] / unit for point in curves[name]]
        spread = [point["heat_capacity_error"] / unit for point in curves[name]]
        axes.fill_between(temperatures, [value - error for value, error in zip(values, spread)],
                          [value + error for value, error in zip(values, spread)], color=COLOURS[name], alpha=0.2, lw=0)
        axes.plot(temperatures, values, color=COLOURS[name], label=NAMES[name])
    axes.set(title="Heat capacity of Na55", xlabel="temperature (K)", ylabel="C / C$_0$")
    axes.legend(frameon=False)
    page.savefig(path, dpi=150)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
