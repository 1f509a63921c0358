#!/bin/sh
# Runs every ngspice testbench; each writes a raw file beside itself.
cd "$(dirname "$0")/tb" || exit 1
status=0
for file in free_*.sp plus_*.sp minus_*.sp settle_*.sp; do
  case "$file" in *.*.sp) continue ;; esac
  if ngspice -b "$file" > "${file%.sp}.log" 2>&1; then echo "ran    $file"; else echo "FAILED $file"; status=1; fi
done
exit $status
