#!/bin/sh
# Runs every ngspice testbench; each writes a raw file beside itself.
CDPATH= cd -- "$(dirname -- "$0")/tb" || exit 1
HOME="${HOME:-/}"
export HOME
status=0 ran=no
for file in free_*.sp plus_*.sp minus_*.sp settle_*.sp; do
  case "$file" in *.*.sp) continue ;; esac
  [ -f "$file" ] && ran=yes || continue
  if ngspice -n -b "$file" > "${file%.sp}.log" 2>&1; then echo "ran    $file"; else echo "FAILED $file"; status=1; fi
done
[ $ran = yes ] || { echo "no testbench of ngspice is here" >&2; exit 1; }
exit $status
