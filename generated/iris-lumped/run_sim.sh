#!/bin/sh
# Runs every ngspice testbench; each writes a raw file beside itself. What it finds is compared with what stands in the
# testbench: the voltages that grenadyn expects, and how far they may be off.
# Status: 0 all voltages pass, 1 one does not, 3 no verdict.
CDPATH= cd -- "$(dirname -- "$0")/tb" || exit 3
command -v ngspice > /dev/null || { echo "ngspice is not on the PATH: apt-get install ngspice" >&2; exit 3; }
HOME="${HOME:-/}" LC_ALL=C
export HOME LC_ALL
# Of a testbench and its raw file, whose last point counts.
compare='
  FNR == 1 { part++ }
  part == 1 && $1 == "*" && $3 == "=" {
    nets[++count] = tolower($2); expected[count] = $4
    if ($5 == "+-") allowed[count] = $6
  }
  part == 2 && /^Variables:/ { reading = 1; next }
  part == 2 && /^Values:/ { reading = 2; next }
  reading == 1 { name = tolower($2); sub(/^v\(/, "", name); sub(/\)$/, "", name); column[name] = ++width }
  reading == 2 { for (i = 1; i <= NF; i++) value[place++ % (width + 1)] = $i }
  END {
    if (width == 0 || place == 0 || place % (width + 1)) { print "FAILED " bench ": its raw file is not whole"; exit 3 }
    for (i = 1; i <= count; i++) {
      if (!(i in allowed)) continue
      if (!(nets[i] in column)) { print "FAILED " bench ": " nets[i] " is not among the results"; exit 3 }
      found = value[column[nets[i]]]
      off = found - expected[i]; if (off < 0) off = -off
      if (!(off <= allowed[i])) bad++
      if (++judged == 1 || !(off / allowed[i] <= worst)) { worst = off / allowed[i]; at = i; from = found; by = off }
    }
    if (judged == 0) { print "ran    " bench ": not compared, its chip has wires that the expected voltages do not know"; exit 0 }
    printf "%s %s: %d voltages, %d too far off; furthest is %s, off by %.2g V: expected %s, found %s, %s V pass\n", \
      bad ? "FAILED" : "passed", bench, judged, bad, nets[at], by, expected[at], from, allowed[at]
    exit bad ? 1 : 0
  }'
status=0 ran=no
for file in free_*.sp plus_*.sp minus_*.sp settle_*.sp; do
  case "$file" in *.*.sp) continue ;; esac
  [ -f "$file" ] && ran=yes || continue
  name=${file%.sp}
  rm -f "$name.raw"
  if ngspice -n -b "$file" > "$name.log" 2>&1 && [ -f "$name.raw" ]; then
    awk -v bench="$file" "$compare" "$file" "$name.raw"
    found=$?
  else
    echo "FAILED $file: ngspice gives no result, see tb/$name.log"
    found=3
  fi
  case $found in
    0) ;;
    1) status=1 ;;
    *) [ $status = 1 ] || status=3 ;;
  esac
done
[ $ran = yes ] || { echo "no testbench of ngspice is here" >&2; exit 3; }
exit $status
