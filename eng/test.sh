#!/bin/bash
# Runs every test of what eng/build.sh built and ends with one closing line: "N passed, N failed".
# Arguments, if any, are the suites to run (names of the table).
set -uo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
results=$PWD/artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
wanted=" $* "

# suite NAME LIMIT_SECONDS COMMAND...: runs, keeps the log, notes status and time. eng/summary.py reads the counts from NAME.xml.
suite() {
    local name=$1 limit=$2 start=$SECONDS status
    shift 2
    if [ "$wanted" != "  " ] && [[ "$wanted" != *" $name "* ]]; then
        return
    fi
    say "$name"
    timeout --kill-after=20 "$limit" "$@" </dev/null 2>&1 | tee "$results/$name.log"
    status=${PIPESTATUS[0]}
    [ "$status" -eq 124 ] && echo "$name: still running after $limit s, stopped"
    printf '%s\t%s\t%s\n' "$name" "$status" $((SECONDS - start)) >> "$results/suites.tsv"
}

managed() {
    suite "$1" 900 dotnet test "tests/$1/$1.csproj" -c "$CONFIGURATION" --no-build --no-restore -v q \
        --logger "trx;LogFileName=$results/$1.xml" --logger "console;verbosity=minimal"
}

python_suite() {
    [ -d "tests/$1" ] || return
    PYTHONPATH="$PWD/dist/python${PYTHONPATH:+:$PYTHONPATH}" suite "$1" 900 \
        "$PYTHON" -m pytest "tests/$1" -q -rs -p no:cacheprovider -o faulthandler_timeout=300 --junitxml="$results/$1.xml"
}

# The tests of the LAMMPS plugin need a host that Debian does not ship; it is built (once on a machine) while the first suites run.
if [ "$wanted" = "  " ] || [[ "$wanted" == *" parity "* || "$wanted" == *" lammps "* ]]; then
    timeout 1200 nice sh eng/build-lammps-with-plugin.sh </dev/null >"$results/lammps-host.log" 2>&1 &
    host=$!
fi

managed GapCore.Tests
managed GapFit.Tests
managed GapAnalysis.Tests
managed GapCli.Tests
managed GapServer.Tests
[ -f tests/native/run.sh ] && JUNIT_XML="$results/native.xml" suite native 900 bash tests/native/run.sh
python_suite python
python_suite command
python_suite docs
[ -z "${host:-}" ] || wait "$host" || tail -5 "$results/lammps-host.log"
python_suite parity
python_suite lammps

"$PYTHON" eng/summary.py "$results"
