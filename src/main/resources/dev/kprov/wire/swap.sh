# shellcheck shell=sh disable=SC2034,SC2154 # look.sh stands before it, put.sh after it
#
# How files that lie on a stage, whole and checked, come to be what the host uses. Needs look.sh,
# and put.sh after it. A staged file is five words, in $staged five lines: its number, its order
# (MODE HASH SIZE JOINED OWNER:GROUP), its path, the staged path, which ends in the same name, and
# who owns that.

# Runs a command for each word of $wishes, pairs of lines: WORD and FILE. All files of a word are
# given to it at once.
fulfil() {
  command=$1
  while [ -n "$wishes" ]; do
    word=${wishes%%"$NL"*} batch='' others=''
    # shellcheck disable=SC2086 # split into lines
    set -- $wishes
    while [ $# -gt 0 ]; do
      case $1 in
      "$word") batch=$batch$2$NL ;;
      *) others=$others$1$NL$2$NL ;;
      esac
      shift 2
    done
    # shellcheck disable=SC2086 # split into lines
    "$command" "$word" $batch || return 1
    wishes=$others
  done
}

change_owner() {
  chown -h "$@"
}

# Gives staged files their modes and owners: FILES.
dress() {
  modes='' strange=''
  while [ $# -gt 0 ]; do
    [ "${2%% *}" = 0600 ] || modes=$modes${2%% *}$NL$4$NL
    set_owner "${2#* * * * }"
    [ "$5" = "$owner" ] || strange=$strange$owner$NL$4$NL
    shift 5
  done
  wishes=$modes
  fulfil chmod || return 1
  wishes=$strange
  fulfil change_owner
}

# Renames of staged files those that are joined to the one before them, or those that are not:
# JOINED FILES. Those that stand side by side and go into one directory are renamed at once.
move_all() {
  joined=$1 into='' batch=''
  shift
  while [ $# -gt 0 ]; do
    case ${2#* * * } in
    "$joined "*)
      # A directory in its place is removed first, which may fail for it alone.
      if [ -d "$3" ] && ! [ -L "$3" ]; then
        return 1
      fi
      if [ "${3%/*}" != "$into" ]; then
        move || return 1
        into=${3%/*} batch=
      fi
      batch=$batch$4$NL
      ;;
    esac
    shift 5
  done
  move
}

# Renames the files of $batch into the directory $into, under the same names: so a link to a
# directory is replaced, which busybox refuses with -T, and follows without.
move() {
  # shellcheck disable=SC2086 # split into lines
  [ -z "$batch" ] || mv -f $batch "$into/."
}

# Puts staged files in place with few processes: FILES. Those that are joined to others come when
# all of the others are there. Fails where anything does, and leaves it to be found out what.
put_all() {
  dress "$@" && move_all 0 "$@" && move_all 1 "$@"
}

# Whether a staged file has been put in place: its stage, which only this run uses, is there without
# it. What lies in its place is looked at afterwards, whatever we believe.
is_put() {
  [ -d "${1%/*}" ] && ! [ -e "$1" ]
}

# Puts one staged file in place: FILE.
put() {
  dress "$@" || return 1
  if [ -d "$3" ] && ! [ -L "$3" ]; then
    rmdir "$3" || return 1
  fi
  into=${3%/*} batch=$4
  move
}

# Puts the staged files in place: all at once where nothing is in the way, else in order, and tells
# of each. A file that is joined to the one before it, as a certificate to its key, is left alone
# where that one failed.
put_files() {
  [ -n "$halt" ] || still_locked || halt="not tried, because $told"
  # shellcheck disable=SC2086 # split into lines
  set -- $staged
  if [ -z "$halt$failed" ]; then
    put_all "$@" >/dev/null 2>&1
  fi
  placed=
  while [ $# -gt 0 ]; do
    before=
    case ${2#* * * } in
    1*) before=$(($1 - 1)) ;;
    esac
    case $failed in
    *" ${before:-none} "*) told="not tried, because the file that belongs to it failed" ;;
    *) told=$halt ;;
    esac
    if [ -z "$told" ] && { is_put "$4" || told=$(put "$1" "$2" "$3" "$4" "$5" 2>&1); }; then
      succeed "$1"
      placed=$placed$3$NL
    else
      fail "$1" "$told"
    fi
    shift 5
  done
  # shellcheck disable=SC2086 # split into lines
  [ -z "$placed" ] || label $placed
}
