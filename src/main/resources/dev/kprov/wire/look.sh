# shellcheck shell=sh disable=SC2034 # self.sh and put.sh use what is not used here
#
# What kprov runs on a host to look at it. Nothing in this file can write there. To change a host,
# put.sh is sent with it.
#
# It comes as the first bytes of standard input, in braces, so that a script that was cut on its way
# is a syntax error of which nothing runs; without comments, blank lines and indentation; and with a
# call of the verb, "probe" or "apply", at its end. The request follows as lines, then the contents
# of the files, and nothing after them. Why it is as it is: decision 0040. It runs under dash, bash
# and busybox ash, with coreutils or busybox, and starts a constant number of processes to look,
# whatever the number of files.

LC_ALL=C
export LC_ALL
umask 077
PATH=$PATH:/usr/sbin:/sbin
# No newline occurs in a path of the request: lists are texts of lines, split by $IFS, unglobbed.
NL='
'
IFS=$NL
set -f
# A dead connection must not keep the stages from being removed.
trap '' HUP PIPE
stages='' locked='' failed='' events=''

# Reads what is left of the input, so that the other side never writes to a closed pipe.
drain() {
  dd bs=65536 of=/dev/null 2>/dev/null
}

# Ends the conversation with a cause, in one line.
refuse() {
  drain
  printf '\n%s refused %s\n' "$nonce" "$1"
  exit 1
}

# Reads one line of the request into $line. A request that was cut ends everything.
get() {
  IFS= read -r line || exit 1
}

# Reads a count and that many lines into $list, each with its newline.
get_list() {
  get
  left=$line list=
  while [ "$left" -gt 0 ]; do
    get
    list=$list$line$NL
    left=$((left - 1))
  done
}

# Moves the first line of $list to $line.
next() {
  line=${list%%"$NL"*} list=${list#*"$NL"}
}

# Sets $path to the absolute form of a path that may begin with ~.
resolve() {
  case $1 in
  \~) path=${home:-/} ;;
  \~/*) path=$home${1#\~} ;;
  *) path=$1 ;;
  esac
}

# Whether a path that was not found may still be there, behind a directory that we may not search.
hidden() {
  up=${1%/*}
  while [ -n "$up" ]; do
    if [ -d "$up" ]; then
      ! [ -x "$up" ]
      return
    fi
    [ -L "$up" ] && return 0
    [ -e "$up" ] && return 1
    up=${up%/*}
  done
  return 1
}

# Whether a directory has no entries that we can see.
empty() {
  set +f
  IFS=
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if [ -L "$entry" ] || [ -e "$entry" ]; then
      set -f
      IFS=$NL
      return 1
    fi
  done
  set -f
  IFS=$NL
}

# Whether a large file is still to be hashed: "SIZE PATH". It is so once: a file that is wanted may
# be found by a pattern, too.
is_due() {
  case $due in
  *"$NL $1$NL"*) due=${due%%"$NL $1$NL"*}$NL${due#*"$NL $1$NL"} ;;
  *) return 1 ;;
  esac
}

# Prints one line for each path: "missing", "unreadable", or
#   HASH FLAGS MODE UID GID INODE SIZE MTIME OWNER:GROUP
# HASH is "-" for what is no regular file, may not be read, or is larger than 256 KiB, unless it is
# one of $large, and that for the first time: a line " SIZE PATH", or " - PATH" for any size. FLAGS
# of a directory are e (empty), w (writable) and m (mount point), or "-". MODE is st_mode in
# hexadecimal. Fails where a file came or went in the meantime; prints nothing then.
facts_once() {
  states='' due=$large
  for path; do
    shift
    if [ -L "$path" ] || [ -e "$path" ]; then
      states=${states}p
      set -- "$@" "$path" "${path%/*}/."
    elif hidden "$path"; then
      states=${states}u
    else
      states=${states}m
    fi
  done
  stats=
  if [ $# -gt 0 ]; then
    stats=$(stat -c '%d %f %u %g %i %s %Y %U:%G' "$@" 2>/dev/null) || return 1
  fi
  # The lines of $stats go in pairs, a path and its parent. The arguments rotate: what is to be
  # hashed is left over at the end.
  own='' lines='' odd=''
  for line in $stats; do
    if [ -z "$own" ]; then
      own=$line
      continue
    fi
    path=$1
    shift 2
    flags=
    device=${own%% *}
    own=${own#* }
    case $own in
    8*)
      size=${own#* * * * }
      size=${size%% *}
      if { [ "$size" -le 262144 ] || is_due "$size $path" || is_due "- $path"; } &&
        [ -r "$path" ]; then
        flags=r
        set -- "$@" "$path"
        case $path in
        *"$NL"* | *\\*) odd=y ;;
        esac
      fi
      ;;
    4*)
      empty "$path" && flags=e
      [ -w "$path" ] && [ -x "$path" ] && flags=${flags}w
      [ "$device" = "${line%% *}" ] || flags=${flags}m
      ;;
    esac
    lines="$lines${flags:--} $own$NL"
    own=
  done
  if [ $# -gt 0 ]; then
    # Names that sha256sum may print on several lines, or escaped, and files that cannot be read
    # after all, are hashed one by one.
    if [ -n "$odd" ] || ! hashes=$(sha256sum "$@" 2>/dev/null); then
      hashes=
      for path; do
        hash=$( (sha256sum <"$path") 2>/dev/null) || hash=-
        hashes=$hashes$hash$NL
      done
    fi
    # shellcheck disable=SC2086 # split into lines
    set -- $hashes
  fi
  while [ -n "$states" ]; do
    case $states in
    m*) echo missing ;;
    u*) echo unreadable ;;
    p*)
      line=${lines%%"$NL"*} lines=${lines#*"$NL"}
      case $line in
      r*)
        printf '%s -%s\n' "${1%% *}" "${line#r}"
        shift
        ;;
      *) printf -- '- %s\n' "$line" ;;
      esac
      ;;
    esac
    states=${states#?}
  done
}

facts() {
  facts_once "$@" || facts_once "$@" || facts_once "$@"
}

# Files came and went, or stat does not do what is needed; then it says so itself.
cannot_look() {
  refuse "$(stat -c %f / 2>&1 >/dev/null && echo files come and go while they are looked at)"
}

# Reads what is to be looked at: the user whose home ~ is, the paths (each after the letter of what
# may be read back), pairs of lines, a directory and a pattern, the paths of which is asked on what
# they stand, the programs that are to be there, and the paths of those files that are hashed
# however large they are (each after the one size that it must have for that, or "-").
get_wanted() {
  get
  case $line in
  '' | -* | *[!A-Za-z0-9._-]*) refuse "the user name $line is not supported" ;;
  esac
  eval "home=~$line"
  case $home in
  /*) ;;
  *) refuse "user $line has no home directory" ;;
  esac
  login=$who
  if [ -n "$root" ] && [ "$line" != root ]; then
    login=$(id "$line")
  fi
  # A home may lie behind a symlink; what is below it is looked at where it really is.
  if real=$(CDPATH='' cd -- "$home" 2>/dev/null && pwd -P); then
    home=$real
  fi
  home=${home%/}
  get_list
  wanted='' kinds=''
  for line in $list; do
    kinds=$kinds${line%"${line#?}"}
    resolve "${line#? }"
    wanted=$wanted$path$NL
  done
  get_list
  owned=$list
  get_list
  grounds=$list
  get_list
  programs=$list
  get_list
  large=$NL known=$NL
  for line in $list; do
    resolve "${line#* }"
    case $known in
    *"$NL$path$NL"*) continue ;;
    esac
    known=$known$path$NL
    large="$large ${line%% *} $path$NL"
  done
}

# Prints what is on the host: who and where we are, what it runs and lacks, on what paths stand, the
# files that match an owned pattern, for root the directories on the way to the paths, the facts of
# the paths and then of all these, and what of the contents may be told.
look() {
  printf '%s\n' "$who" "$login"
  uname -nrm
  name_system
  date +%s
  printf '%s\n' "${home:-/}"
  name_missing
  name_grounds
  # shellcheck disable=SC2086 # split into lines
  set -- $wanted
  letters=$kinds known=$NL listed=0 unlisted=0 pair=0 list=$owned
  while [ -n "$list" ]; do
    next
    resolve "$line"
    next
    set +f
    IFS=
    for file in "${path%/}"/$line; do
      [ -L "$file" ] || [ -f "$file" ] || continue
      case $known in
      *"$NL$file$NL"*) continue ;;
      esac
      if [ "$listed" -eq 500 ]; then
        unlisted=$((unlisted + 1))
        continue
      fi
      listed=$((listed + 1))
      known=$known$file$NL
      letters=${letters}p
      printf 'match %s %s\0' "$pair" "${file##*/}"
      set -- "$@" "$file"
    done
    IFS=$NL
    set -f
    pair=$((pair + 1))
  done
  # Root must know whom the ways let in that lead to the paths.
  list=${root:+$wanted} ways=$NL
  while [ -n "$list" ]; do
    next
    while [ -n "$line" ]; do
      line=${line%/*}
      case $ways in
      *"$NL${line:-/}$NL"*) break ;;
      esac
      ways=$ways${line:-/}$NL
      letters=$letters-
      printf 'way %s\n' "${line:-/}"
      set -- "$@" "${line:-/}"
    done
  done
  printf 'unlisted %s\n' "$unlisted"
  seen=$(facts "$@") || cannot_look
  [ -z "$seen" ] || printf '%s\n' "$seen"
  tags='' number=0
  for line in $seen; do
    case $letters in
    [ckpu]*) tag=$number${letters%"${letters#?}"} ;;
    *) tag= ;;
    esac
    file=$1
    shift
    case $line in
    missing | unreadable | -*) tag= ;;
    esac
    if [ -n "$tag" ]; then
      tags="$tags $tag"
      set -- "$@" "$file"
    fi
    letters=${letters#?}
    number=$((number + 1))
  done
  if [ $# -gt 0 ]; then
    tell "$tags" "$@" || refuse "awk cannot read the files"
  fi
}

# Reads the nonce and what is wanted, and finds out where we are.
begin() {
  get
  nonce=$line
  missing=
  for tool in awk chmod chown date dd id mkdir mv rm rmdir sha256sum stat touch uname; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  [ -z "$missing" ] || refuse "the host lacks these programs:$missing"
  who=$(id) root=
  case $who in
  'uid=0('* | 'uid=0 '*) root=y ;;
  esac
  get_wanted
}

# Answers, when all of the input has been read: nothing is said while the other side speaks.
finish() {
  printf '\n%s begin\n%s' "$nonce" "$events"
  look
  printf '%s end\n' "$nonce"
  exit 0
}

probe() {
  begin
  finish
}
