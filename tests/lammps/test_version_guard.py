"""A bridge built against another LAMMPS is refused before it can misbehave. The variants come from eng/build-bridge.sh."""

import pytest
from lammps_host import ROOT, Lammps, plugin_lammps

BUILD = ROOT / "artifacts" / "obj" / "lammps-bridge"
VERSION = "is version 20210929; expected 20990101, against which gapsharp was built"
TAGINT = "has a tagint of 4 bytes; expected 8, with which gapsharp was built"


def assert_refused(run, text):
    assert [text in line for line in run.errors()] == [True], run.output[-2000:]
    assert run.returncode == 1


@pytest.mark.parametrize("ranks", [1, 2])
@pytest.mark.parametrize("plugin, text", [("otherversionplugin.so", VERSION), ("othertagintplugin.so", TAGINT)])
def test_plugin(tmp_path, plugin, text, ranks):
    (tmp_path / "in.lammps").write_text(f"plugin load {BUILD / plugin}\nprint loaded\n")
    command = [plugin_lammps(), "-in", "in.lammps"]
    if ranks > 1:
        command = ["mpirun", "--oversubscribe", "-np", str(ranks), *command]
    run = Lammps("plugin").start(command, tmp_path, ok=False)
    assert_refused(run, text)
    assert "loaded" not in run.output


@pytest.mark.parametrize("ranks", [1, 2])
def test_launcher(tmp_path, ranks):
    (tmp_path / "in.lammps").write_text("print loaded\n")
    command = [BUILD / "lmp-otherversion", "-in", "in.lammps"]
    if ranks > 1:
        command = ["mpirun", "--oversubscribe", "-np", str(ranks), *command]
    run = Lammps("launcher").start(command, tmp_path, ok=False)
    assert_refused(run, VERSION)
    assert "loaded" not in run.output
