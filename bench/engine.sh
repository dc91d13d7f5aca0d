#!/bin/sh
# The engine's job beside other people's engines: same machine, same job, same run. Prints times and mean years.
# NumPy and heormodel come from PyPI into a virtual environment of this benchmark's own. hesim is not here: it is on CRAN
# alone, not in Debian (r-cran-hesim), which the other benchmarks take R's packages from.
#
#   bench/engine.sh WORK     # WORK: a folder for peers
set -eu
work=$1
here=$(dirname "$0")
mkdir -p "$work"

if [ ! -x "$work/engine/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$work/engine"
    "$work/engine/bin/pip" install -q "heormodel==0.7.4"
fi
cargo bench -q -p futures --bench engine
# One thread each, whatever the numerical libraries would like.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
"$work/engine/bin/python" "$here/engine_numpy.py"
"$work/engine/bin/python" "$here/engine_heormodel.py"
