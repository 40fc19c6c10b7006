# shellcheck shell=sh disable=SC2034,SC2154 # look.sh stands before it, put.sh after it
#
# The stage of a run in a directory, and the lock that lets one run at a time have one there. Needs
# look.sh; put.sh comes after it.
#
# The lock is the directory .kprov-lock with one entry, which names its holder: RUN.PID.START.BOOT,
# a process by its number and its start within one boot. It is put in place with its entry, by a
# rename that fails where another has an entry. To break it is to remove the entry of the dead, by
# its name: never that of another. Why it is safe against two breakers: decision 0042.

# A stage is older than this, in seconds, only if its connection is long dead.
lock_age=600

# Sets $began to when a process began, in ticks since boot; fails where it is gone or a zombie.
began() {
  { IFS= read -r began <"/proc/$1/stat"; } 2>/dev/null || return 1
  IFS=' '
  # shellcheck disable=SC2086 # split at blanks; the name of the program may hold anything
  set -- ${began##*) }
  IFS=$NL
  began=${20}
  [ "$1" != Z ]
}

# Finds the name by which this process holds locks.
name_lock() {
  { IFS= read -r boot </proc/sys/kernel/random/boot_id && began $$; } 2>/dev/null ||
    refuse "the host has no /proc, by which a run is told from a dead one"
  lock=$run.$$.$began.$boot
  uid=${who#uid=}
  uid=${uid%%[!0-9]*}
}

# Removes a stage, which is flat and mostly empty. Anything else of that name stays.
remove_stage() {
  rmdir "$1" && return
  set +f
  IFS=
  rm -f "$1"/* "$1"/.[!.]*
  rmdir "$1"
  IFS=$NL
  set -f
}

# Ends our hold of a lock directory, if we have it.
drop() {
  rm -f "$1/$lock"
  rmdir "$1"
}

# Removes all stages of this run, then its locks.
remove_stages() {
  for stage in $stages; do
    [ ! -d "$stage/.kprov-lock" ] || drop "$stage/.kprov-lock"
    remove_stage "$stage"
    drop "${stage%/*}/.kprov-lock"
  done 2>/dev/null
  stages='' locked=''
}

# Makes the stage and tries to put the lock in place: DIRECTORY STAGE. Status 2 where that is not
# possible here at all.
offer_lock() {
  [ -d "$2" ] || mkdir "$2" || return 2
  if ! [ -d "$2/.kprov-lock" ]; then
    # Whoever has just won clears away what lies here, and our stage with it: the directory is not
    # to blame. (A colon that cannot write would end the shell.)
    if ! { mkdir -m 0755 "$2/.kprov-lock" && true >"$2/.kprov-lock/$lock"; }; then
      [ -d "$2" ] && return 2
      return 1
    fi
  fi
  mv -f "$2/.kprov-lock" "$1/."
}

# Whether the holder of a lock is at work: RUN PID START BOOT, the parts of $entry. Sets $since.
lives() {
  [ $# -eq 4 ] && [ "$4" = "$boot" ] || return 1
  case $1-$2$3 in
  *[!A-Za-z0-9-]* | *-*[!0-9]*) return 1 ;;
  esac
  since=$(stat -c '%Y %u' "$entry" 2>/dev/null) || return 1
  owner=${since#* } since=${since% *}
  [ $(($(date +%s) - since)) -lt "$lock_age" ] || return 1
  if began "$2"; then
    [ "$began" = "$3" ]
  else
    # Where /proc hides the processes of others, theirs are not known to be dead.
    [ -z "$root" ] && [ "$owner" != "$uid" ]
  fi
}

# Whether the lock of a directory can be had: breaks it where its holder is dead. Else $told says
# why not and, where it is held, $holder is the run, the process, and the time since when.
free_lock() {
  set +f
  IFS=
  for entry in "$1/.kprov-lock"/*; do
    break
  done
  set -f
  IFS=.
  # shellcheck disable=SC2086 # split at dots
  set -- ${entry##*/}
  IFS=$NL
  if [ -e "$entry" ] && lives "$@"; then
    holder="$1 $2 $since" told="another run of kprov is at work here"
    return 1
  fi
  told=$(rm -f "$entry" 2>&1)
}

# Takes the lock of a directory and makes the stage: DIRECTORY STAGE. $told says why it cannot, and
# $holder who has it.
take_lock() {
  stages=$stages$2$NL holder='' tries=20
  while [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    told=$(offer_lock "$1" "$2" 2>&1)
    case $? in
    0)
      locked=$locked$2$NL
      clear_stages "$1" "$2"
      return 0
      ;;
    2) return 1 ;;
    esac
    free_lock "$1" || return 1
  done
  told="other runs of kprov keep taking the lock here; run again"
  return 1
}

# Removes the stages that dead runs left in a directory whose lock we hold: DIRECTORY STAGE.
clear_stages() {
  set +f
  for stage in "$1"/.kprov-*; do
    case $stage in
    "$2" | */.kprov-lock) continue ;;
    esac
    if [ -d "$stage" ] && ! [ -L "$stage" ]; then
      rm -rf "$stage/.kprov-lock"
      remove_stage "$stage"
    fi
  done 2>/dev/null
  set -f
}

# Lets our locks last as long again; one that is not ours any more is left as it is.
renew_locks() {
  for stage in $locked; do
    touch -c "${stage%/*}/.kprov-lock/$lock"
  done 2>/dev/null
}

# Whether all locks are still ours; $told says which one is not.
still_locked() {
  for stage in $locked; do
    if ! [ -e "${stage%/*}/.kprov-lock/$lock" ]; then
      told="the lock in ${stage%/*} was broken by another run"
      return 1
    fi
  done
}
