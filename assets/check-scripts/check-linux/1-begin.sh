#!/bin/sh
# Looks at a Linux server and says what keeps its disk from working as an image in Alibaba Cloud ECS.
#
# IT CHANGES NOTHING. It opens files for reading, asks the system a few questions, and prints its result as JSON on
# standard output. It starts and stops nothing, sends nothing anywhere and prints no password and no password hash.
# Needs only a POSIX shell with sed, awk, grep and the like; runs with dash, bash and busybox. Best run as root: some
# files cannot be read otherwise, and what could not be seen is reported as "unknown".
#
#   sh check-linux.sh > result.json
#   sh check-linux.sh --root DIR [--root-device DEVICE]    looks at a system mounted at DIR instead of the running one
set -u
LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL PATH

version=1
ROOT=
root_device=
usage() {
  echo "usage: sh check-linux.sh [--root DIR] [--root-device DEVICE] > result.json" >&2
  echo "Reads only; changes nothing." >&2
}
while [ $# -gt 0 ]; do
  case $1 in
    --root | --root-device)
      if [ $# -lt 2 ]; then usage; exit 2; fi
      if [ "$1" = --root ]; then ROOT=${2%/}; else root_device=$2; fi
      shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage; exit 2 ;;
  esac
done
if [ -n "$ROOT" ] && [ ! -d "$ROOT" ]; then
  echo "check-linux.sh: no folder $ROOT" >&2
  exit 2
fi
live=yes
[ -n "$ROOT" ] && live=no
echo "check-linux.sh: looking, changing nothing ..." >&2

nl='
'
# plain ASCII without control characters, quoted for JSON, one string a line
quoted() {
  tr '\t' ' ' | tr -d '\000-\011\013-\037\177' | tr '\200-\377' '?' | sed 's/^ *//;s/ *$//;/^$/d' | head -n 20 |
    cut -c 1-300 | sed 's/\\/\\\\/g;s/"/\\"/g;s/^/"/;s/$/"/'
}
items=
# item ID STATUS EVIDENCE: a line of evidence for each line
item() {
  evidence=$(printf '%s\n' "$3" | quoted | tr '\n' ',' | sed 's/,$//')
  items="$items${items:+,$nl}    {\"id\":\"$1\",\"status\":\"$2\",\"evidence\":[$evidence]}"
}
facts=
fact() {
  [ -n "$2" ] || return 0
  value=$(printf '%s\n' "$2" | quoted | head -n 1)
  [ -n "$value" ] && facts="$facts${facts:+, }\"$1\": $value"
}
add() { found="$found${found:+$nl}$1"; }
there() { [ -e "$ROOT$1" ] || [ -h "$ROOT$1" ]; }
# the lines that say something, of a file that may not be there
lines() { [ -r "$ROOT$1" ] && sed 's/#.*//;s/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d' "$ROOT$1"; }
# shown NAME: the path without the folder it was looked for under
shown() { printf '%s' "${1#"$ROOT"}"; }

# enabled NAME: the files that start a service of this name, for systemd, System V and OpenRC
enabled() {
  for link in "$ROOT"/etc/systemd/system/*.wants/"$1".service "$ROOT"/etc/rc.d/rc[35].d/S[0-9][0-9]"$1" \
    "$ROOT"/etc/rc[235].d/S[0-9][0-9]"$1" "$ROOT"/etc/init.d/rc[35].d/S[0-9][0-9]"$1" "$ROOT"/etc/runlevels/default/"$1"; do
    if [ -e "$link" ] || [ -h "$link" ]; then shown "$link is there"; echo; fi
  done
}

