#!/bin/sh
# Curves beside R's survfit and lifelines: same machine, same file, same run. Prints times and the peers' chances.
# R and its packages come from Debian (r-base-core, r-cran-survival), lifelines from PyPI into a virtual environment of
# this benchmark's own.
#
#   bench/curves.sh PROGRAM WORK [PEOPLE_WITH_ERRORS]     # PROGRAM: a release build; WORK: a folder for inputs and peers
set -eu
program=$1
work=$2
some=${3:-10000}
here=$(dirname "$0")
mkdir -p "$work"

if [ ! -x "$work/lifelines/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$work/lifelines"
    "$work/lifelines/bin/pip" install -q lifelines
fi
[ -s "$work/spells.csv" ] ||
    cargo run -q --release -p rates --example made_up_spells childhood 100000 > "$work/spells.csv"
head -1 "$work/spells.csv" > "$work/some.csv"
awk -F, -v some="$some" 'NR > 1 && $1 < some' "$work/spells.csv" >> "$work/some.csv"
awk -F, 'NR > 1 { people[$1]; rows++; if ($6 != "") steps++ }
    END { print length(people), "people,", rows, "spells,", steps, "steps" }' "$work/spells.csv"

ours() { # FILE: seconds of processor time, the best of three, from the file to the table of chances
    for _ in 1 2 3; do
        /usr/bin/time -f "%U %S %e %M" -o "$work/time" "$program" curves "$1" --by age --start 0 --from "not known" \
            --at 10 --table chances --format csv --inside > "$work/chances.csv"
        tail -1 "$work/time"
    done | awk '{ print $1 + $2, $3, $4 }' | sort -n | head -1
}
all=$(ours "$work/spells.csv")
cut -d, -f3-5 "$work/chances.csv" | tr -d '\r'
first=$(ours "$work/some.csv")
echo "headwater, all people, file to chances with standard errors (seconds of processor, of wall, KB): $all"
echo "headwater, the first $some, the same: $first"
cargo run -q --release -p rates --example time_curves 100000
Rscript "$here/curves.R" "$work/spells.csv" "$some" | tee "$work/survfit.txt"
"$work/lifelines/bin/python" "$here/curves_lifelines.py" "$work/spells.csv"
# survfit is timed without reading its file, Headwater with it.
{ echo "$all"; echo "$first"; sed 's/.*: \([0-9.]*\) s processor.*/\1/' "$work/survfit.txt"; } | awk '
    { seconds[NR] = $1 > 0 ? $1 : 0.01 }
    END {
        printf "survfit for 1 headwater: all, without standard errors for with: %.0f\n", seconds[3] / seconds[1]
        printf "the first, without for with: %.0f; with for with: %.0f\n", seconds[4] / seconds[2], seconds[5] / seconds[2]
    }'
