#!/bin/sh
# A connector in plain shell: the racks and machines of a text file, one machine a line: RACK MACHINE UNITS
# Cadastre runs it (connector "exec") with the file as its argument, and reads JSON lines from its output. Try it:
#
#     sh inventory.sh machines.txt
#
# An error ends the script at once: without 'done' nothing is ever deleted.
set -eu
file=$1

# Text as a JSON string. Good for names without control characters.
quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

# What there can be comes first. It must be one line.
printf %s '{"type":"schema","namespace":"dc","entityTypes":['
printf %s '{"name":"dc_rack","classes":["Site"],"keyed":"name"},'
printf %s '{"name":"dc_machine","classes":["Host"],"keyed":"name","fields":[{"name":"units","kind":"integer"}],'
printf '%s\n' '"links":[{"name":"rack","target":"dc_rack","verb":"HAS","direction":"incoming"}]}]}'

while read -r rack machine units; do
  case $rack in '' | '#'*) continue ;; esac
  rack=$(quoted "$rack") machine=$(quoted "$machine")
  # The same rack again is no harm: what is said of one key is put together.
  printf '{"type":"entity","entity":"dc_rack","key":%s,"displayName":%s}\n' "$rack" "$rack"
  printf '{"type":"entity","entity":"dc_machine","key":%s,"displayName":%s,"fields":{"units":%d}}\n' \
    "$machine" "$machine" "$units"
  printf '{"type":"relationship","verb":"HAS","from":{"type":"dc_rack","key":%s},"to":{"type":"dc_machine","key":%s}}\n' \
    "$rack" "$machine"
done <"$file"

# The whole file was read.
printf '%s\n' '{"type":"evidence","outcome":"complete"}' '{"type":"done"}'
