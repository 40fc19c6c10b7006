# shellcheck shell=sh disable=SC2154 # look.sh stands before it
#
# What a host says of itself: what it runs and lacks, and on what paths stand. Part of every look.
# Nothing in this file can write.

# Prints two lines, of what os-release(5) says of the system: its id and its version.
name_system() {
  id='' version=''
  for file in /etc/os-release /usr/lib/os-release; do
    [ -r "$file" ] || continue
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
      ID=*) id=${line#*=} ;;
      VERSION_ID=*) version=${line#*=} ;;
      esac
    done <"$file"
    break
  done
  printf 'id %s\nversion %s\n' "$id" "$version"
}

# Prints a line for each program that is not there.
name_missing() {
  for line in $programs; do
    command -v "$line" >/dev/null 2>&1 || printf 'lacks %s\n' "$line"
  done
}

# Prints a line for each path of which is asked on what it stands: w where the nearest directory
# that is there is writable, or "-"; what statvfs says of it, or "-"; and that directory.
name_grounds() {
  set --
  for line in $grounds; do
    resolve "$line"
    while ! [ -d "$path/." ]; do
      path=${path%/*}
    done
    set -- "$@" "${path:-/}"
  done
  [ $# -gt 0 ] || return 0
  figures=$(stat -f -c '%i %S %f %a %c %d' "$@" 2>/dev/null) || figures=
  for path; do
    line=${figures%%"$NL"*} figures=${figures#*"$NL"} flag=-
    [ -w "$path" ] && [ -x "$path" ] && flag=w
    printf 'ground %s %s %s\n' "$flag" "${line:--}" "$path"
  done
}
