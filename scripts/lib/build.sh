# shellcheck shell=sh
# Builds the launcher's `jar` when the sources have moved on. Read with `.`, after tools.sh.

: "${root:?}"
lock=$root/target/fast.lock

# is_fresh JAR: it is there and nothing that goes into it is newer. A file that was deleted makes
# its folder newer.
is_fresh() {
  [ -f "$1" ] && [ -z "$(find "$root/src/main" "$root/playbooks" "$root/docs/schema" \
    "$root/pom.xml" -newer "$1")" ]
}

# find_jar: sets `jar` to that of the full build if it is new enough, else to the launcher's own, built
# when needed.
find_jar() {
  jar=$root/target/kprov.jar
  if ! is_fresh "$jar"; then
    jar=$root/target/fast/kprov.jar
    is_fresh "$jar" || build "$jar"
  fi
}

# build JAR: makes it, in turn with other launchers; writes to standard error only, reads no input.
build() {
  jar=$1
  in_turn package ||
    die "nothing can be built in $root/target" 'make room on its disk, or make it yours to write'
}

# in_turn COMMAND: one launcher of this checkout at a time.
in_turn() {
  mkdir -p "$root/target" && take_lock || return
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT TERM HUP
  "$1"
  trap - INT TERM HUP EXIT
  rm -rf "$lock"
}

package() {
  ! is_fresh "$jar" || return 0
  # An interrupted build must not leave half a jar that looks new.
  trap 'rm -f "$jar"; exit 130' INT TERM HUP
  say 'building; the first time this takes a minute'
  touch "$lock/started"
  # Only a build that fails is worth reading; some Mavens print colour codes even when quiet.
  if ! maven -q -Pfast -Dmaven.test.skip=true package </dev/null >"$lock/log" 2>&1; then
    cat "$lock/log" >&2
    rm -f "$jar"
    die 'the build failed' "cd $root && mvn -Pfast package says more"
  fi
  # Sources that were changed during the build are newer than the jar: they are built next time.
  touch -r "$lock/started" "$jar"
}

# take_lock: waits for its turn, at most ten minutes; a holder that is gone holds nothing. Fails where
# nobody can have one: the disk is full, or is not to be written.
take_lock() {
  turns=0
  until mkdir "$lock" 2>/dev/null; do
    if [ ! -d "$lock" ]; then
      # It was let go of just now, or cannot be made.
      ! mkdir "$lock" 2>/dev/null || break
      [ -d "$lock" ] || return 1
    fi
    holder=$(cat "$lock/holder" 2>/dev/null || echo "$$")
    if ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$lock"
      continue
    fi
    turns=$((turns + 1))
    [ "$turns" -ne 1 ] || say 'another kprov is building; waiting for it'
    [ "$turns" -lt 600 ] || die 'another kprov has been building for ten minutes' "remove $lock" 75
    sleep 1
  done
  echo "$$" >"$lock/holder"
}
