#!/bin/sh
# Headwater beside the sector's own tools: same machine, same files, same run. Prints seconds, memory and ratios.
# Peers come from PyPI into a virtual environment of this benchmark's own, under the build folder.
#
#   bench/peers.sh PROGRAM WORK       # PROGRAM: a release build of headwater; WORK: a folder for inputs and peers
set -eu
program=$1
work=$2
here=$(dirname "$0")
mkdir -p "$work"

if [ ! -x "$work/demand/bin/python" ]; then
    python3 -m venv "$work/demand"
    "$work/demand/bin/pip" install -q "cs-demand-model==0.5.1" "pandas<2" "numpy<2"
fi
if [ ! -x "$work/census/bin/python" ]; then
    python3 -m venv "$work/census"
    "$work/census/bin/pip" install -q "csc-validator-be-cin==0.1.13" "numpy<2"
fi

# Made-up authorities: about 100,000 rows of episodes over five years; about 10,000 children in the last census; about
# 8,000 children known over six months of inspection lists.
[ -d "$work/care" ] || "$program" synth "$work/care" --children 900000 --model-on Kent --first-year 2021 --last-year 2025
[ -d "$work/need" ] || "$program" synth "$work/need" --children 155000 --model-on Leeds --first-year 2025 --last-year 2025
[ -d "$work/lists" ] || "$program" synth "$work/lists" --children 85000 --model-on Leeds --first-year 2025 --last-year 2025

timed() { # NAME COMMAND...: seconds of wall time and peak megabytes, the best of three
    name=$1
    shift
    for _ in 1 2 3; do
        /usr/bin/time -f "%e %M" -o "$work/time" "$@" > "$work/$name.out" 2> "$work/$name.err"
        tail -1 "$work/time"
    done | sort -n | head -1
}

row() { # JOB PEER OURS: each "seconds kilobytes"
    echo "$1|$2|$3" | awk -F'|' '{
        split($2, p, " "); split($3, o, " ");
        printf "%-44s peer %8.2f s %5.0f MB   headwater %6.2f s %5.0f MB   %6.0f times, memory %.2f\n",
            $1, p[1], p[2] / 1024, o[1], o[2] / 1024, p[1] / (o[1] > 0 ? o[1] : 0.01), o[2] / p[2] }'
}

# The peer reads headers and episodes only, so both get no other tables.
care="$work/care-episodes"
for year in 2021 2022 2023 2024 2025; do
    mkdir -p "$care/$year"
    cp "$work/care/returns/ssda903/$year/header.csv" "$work/care/returns/ssda903/$year/episodes.csv" "$care/$year"
done
rows=$(cat "$care"/*/episodes.csv | wc -l)
peer=$(/usr/bin/time -f "%e %M" "$work/demand/bin/python" "$here/demand_model.py" "$care" 2>&1 >/dev/null | tail -1)
ours=$(timed care "$program" journeys "$care" --forecast 24 --table placement-forecast --format csv)
row "903, $rows episode rows: rates and 2-year forecast" "$peer" "$ours"

census="$work/need/returns/cin/CIN_Census_2025.xml"
children=$(grep -c "<Child>" "$census")
peer=$(/usr/bin/time -f "%e %M" "$work/census/bin/python" "$here/census_validator.py" "$census" 2>&1 >/dev/null | tail -1)
ours=$(timed census "$program" check "$census" --table findings-by-rule --format csv)
row "census, $children children: read and check" "$peer" "$ours"

lists="$work/lists/returns/annex-a"
ours=$(timed lists "$program" journeys "$lists" --table flow --format csv)
echo "$ours" | awk '{ printf "Annex A, files to journeys and flow: headwater %.2f s, %.0f MB (the sector page needed 91 s for 8,000 children)\n", $1, $2 / 1024 }'
