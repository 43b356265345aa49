# Environment of every build and test script. Source it from the repository root.

# No background build servers: they would outlive the script and hold its output open.
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# The distribution's Python carries ASE, NumPy and gRPC; another python3 earlier on PATH would not.
export PYTHON=${PYTHON:-/usr/bin/python3}
export PYTHONDONTWRITEBYTECODE=1

# GapSharp brings its own threads; BLAS and OpenMP underneath NumPy and LAMMPS only compete with them.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

# Open MPI: containers run as root and have fewer cores than the tests have ranks.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none

export LC_ALL=C.UTF-8
CONFIGURATION=${CONFIGURATION:-Release}

say() { printf '\n== %s\n' "$*"; }
