# shellcheck shell=sh disable=SC2034,SC2154 # look.sh and lock.sh stand before it
#
# What kprov runs on a host to put directories and files in place. Needs look.sh, lock.sh and
# swap.sh.

# Reads what is to be done: the name of the run, what the plan saw (pairs of lines: a pattern for
# the line of facts, and its path), the directories (pairs: MODE OWNER:GROUP, and the path), the
# files (pairs: MODE HASH SIZE JOINED OWNER:GROUP, and the path), the paths of files to remove.
get_orders() {
  get
  run=$line
  get_list
  expected=$list
  get_list
  directories=$list
  get_list
  files=$list
  get_list
  removals=$list
  me=${who#*(}
  me=${me%%)*}
  my_group=${who#* gid=}
  my_group=${my_group#*(}
  my_group=${my_group%%)*}
}

# The answer will say that a directory or file, by its number, is as it should be.
succeed() {
  events="${events}done $1$NL"
}

# The answer will say that one is not, and the first line of the reason.
fail() {
  failed="$failed $1 "
  events="${events}fail $1 ${2%%"$NL"*}$NL"
}

# Names each path that is no longer what the plan saw; fails if there is one. A large file is known
# by its inode, size and time: it is not hashed again.
unchanged() {
  list=$expected
  set --
  while [ -n "$list" ]; do
    next
    next
    set -- "$@" "$line"
  done
  seen=$(
    large=
    facts "$@"
  ) || cannot_look
  # shellcheck disable=SC2086 # split into lines
  set -- $seen
  list=$expected number=0 same=y
  while [ -n "$list" ]; do
    next
    # shellcheck disable=SC2254 # a pattern, made by kprov out of digits and asterisks
    case $1 in
    $line) ;;
    *)
      events="${events}stale $number$NL"
      same=
      ;;
    esac
    next
    shift
    number=$((number + 1))
  done
  [ -n "$same" ]
}

# Whether root may not write below a directory: a component that somebody else could exchange would
# let him direct root's writes. $why says what is wrong.
root_unsafe() {
  [ -n "$root" ] || return 1
  rest=${1%/}/ up=
  while [ -n "$rest" ]; do
    up=${up%/}/${rest%%/*}
    rest=${rest#*/}
    if [ -L "$up" ]; then
      why="root does not write below $up, which is a symbolic link"
      return 0
    fi
    [ -e "$up" ] || return 1
    state=$(stat -c '%a %u' "$up")
    if [ "${state#* }" != 0 ] || [ $((0${state% *} & 022)) -ne 0 ]; then
      why="root does not write below $up, which others may change"
      return 0
    fi
  done
  return 1
}

# Restores the labels of what was made or put in place, on a host that has labels.
label() {
  if command -v restorecon >/dev/null 2>&1; then
    restorecon "$@" >/dev/null 2>&1
  fi
  return 0
}

# Makes the missing parents of a path.
make_parents() {
  case ${1%/*} in
  '') return 0 ;;
  esac
  [ -d "${1%/*}" ] && return 0
  make_parents "${1%/*}" && mkdir -m 0755 "${1%/*}" && label "${1%/*}"
}

# Sets $owner to OWNER:GROUP; without a group it is the primary one of the owner.
set_owner() {
  owner=$1
  [ "$owner" = "$me:" ] && owner=$me:$my_group
}

# Makes or mends one directory: mode MODE, owner OWNER:GROUP, PATH.
make_directory() {
  if [ -L "$3" ] || { [ -e "$3" ] && ! [ -d "$3" ]; }; then
    echo "it is in the way and no directory"
    return 1
  fi
  if root_unsafe "${3%/*}"; then
    echo "$why"
    return 1
  fi
  if ! [ -d "$3" ]; then
    make_parents "$3" && mkdir -m 0700 "$3" && label "$3" || return 1
  fi
  set_owner "$2"
  if [ "$(stat -c %U:%G "$3")" != "$owner" ]; then
    chown -h "$owner" "$3" || return 1
  fi
  chmod "$1" "$3"
}

make_directories() {
  list=$directories number=0
  while [ -n "$list" ]; do
    next
    order=$line
    next
    if told=$(make_directory "${order%% *}" "${order#* }" "$line" 2>&1); then
      succeed "$number"
    else
      fail "$number" "$told"
    fi
    number=$((number + 1))
  done
}

# Makes the stage of a directory under its lock, unless this run has it: DIRECTORY STAGE.
make_stage() {
  case $NL$locked in
  *"$NL$2$NL"*) return 0 ;;
  esac
  holder=
  if root_unsafe "$1"; then
    told=$why
    return 1
  fi
  take_lock "$1" "$2"
}

# Takes the lock of the directory of a path, if it is there and it can. Fails where another run
# holds it.
take_lock_of() {
  directory=${1%/*}
  [ -d "$directory/." ] || return 0
  make_stage "$directory" "$directory/.kprov-$run" || [ -z "$holder" ]
}

# Takes the locks of all directories in which files are put or removed.
take_locks() {
  list=$files
  while [ -n "$list" ]; do
    next
    next
    take_lock_of "$line" || return 1
  done
  list=$removals
  while [ -n "$list" ]; do
    next
    take_lock_of "$line" || return 1
  done
}

# Copies the next SIZE bytes of the input to TARGET: what is more than pieces of 4 MiB first, which
# makes the file, then piece by piece, so that no dd needs much memory. Before each of them our
# locks are renewed, since a slow line may need longer than a lock lasts. $told is what dd said.
take() {
  if [ "$1" -eq 0 ] || [ -z "$fullblock" ]; then
    told=$(dd bs=1 count="$1" of="$2" "$3" 2>&1)
    return
  fi
  piece=$((($1 - 1) % 4194304 + 1))
  left=$(($1 - piece))
  told=$(dd bs="$piece" count=1 iflag=fullblock of="$2" "$3" 2>&1) || return
  while [ "$left" -gt 0 ]; do
    renew_locks
    told=$(dd bs=65536 count=64 iflag=fullblock "$3" 2>&1 >>"$2") || return
    left=$((left - 4194304))
  done
}

# Stages every file with mode 0600 and on disk. $staged gets, for each file that was staged, its
# number, its order, its path and the staged path as lines. The content of a file that has no stage
# is passed over. If staging itself fails, nothing is put in place: $halt says why.
stage_files() {
  staged='' halt=''
  fullblock=
  dd bs=1 count=0 iflag=fullblock </dev/null 2>/dev/null && fullblock=y
  list=$files
  while [ -n "$list" ]; do
    next
    order=$line
    next
    size=${order#* * }
    size=${size%% *}
    directory=${line%/*}
    target=$directory/.kprov-$run/${line##*/}
    if [ -n "$halt" ]; then
      fail "$number" "$halt"
    elif ! make_stage "$directory" "$directory/.kprov-$run"; then
      fail "$number" "$told"
      take "$size" /dev/null conv=notrunc
    elif take "$size" "$target" conv=fsync; then
      staged=$staged$number$NL$order$NL$line$NL$target$NL
    else
      fail "$number" "$told"
      halt="not tried, because $line could not be staged"
    fi
    number=$((number + 1))
  done
}

# Checks every staged content. One that is wrong lets nothing be put in place. $staged gets one line
# more for each: its owner.
check_hashes() {
  targets='' checked=''
  # shellcheck disable=SC2086 # split into lines
  set -- $staged
  while [ $# -gt 0 ]; do
    targets=$targets$4$NL
    shift 4
  done
  [ -n "$targets" ] || return 0
  # shellcheck disable=SC2086 # split into lines
  owners=$(stat -c %U:%G $targets)$NL hashes=$(sha256sum $targets 2>/dev/null)$NL
  # shellcheck disable=SC2086 # split into lines
  set -- $staged
  while [ $# -gt 0 ]; do
    hash=${2#* }
    # A backslash stands before the hash where there is one in the name.
    case ${hashes#\\} in
    "${hash%% *} "*) checked=$checked$1$NL$2$NL$3$NL$4$NL${owners%%"$NL"*}$NL ;;
    *)
      fail "$1" "its content arrived damaged"
      halt="not tried, because the content of $3 arrived damaged"
      ;;
    esac
    hashes=${hashes#*"$NL"} owners=${owners#*"$NL"}
    shift 4
  done
  staged=$checked
}

# Removes files. A directory is never removed: rm refuses it.
remove_files() {
  list=$removals
  while [ -n "$list" ]; do
    next
    if [ -n "$halt" ]; then
      fail "$number" "$halt"
    elif root_unsafe "${line%/*}"; then
      fail "$number" "$why"
    elif told=$(rm -f "$line" 2>&1); then
      succeed "$number"
    else
      fail "$number" "$told"
    fi
    number=$((number + 1))
  done
}

apply() {
  begin
  get_orders
  name_lock
  trap remove_stages EXIT
  trap 'exit 1' INT TERM
  if ! take_locks; then
    remove_stages
    drain
    printf '\n%s held %s %s\n' "$nonce" "$holder" "${directory:-/}"
    exit 1
  fi
  if unchanged; then
    make_directories
    stage_files
    check_hashes
    put_files
    remove_files
  fi
  remove_stages
  drain
  events=${events}seen$NL
  finish
}
