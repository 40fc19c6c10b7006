# shellcheck shell=sh
# Readies a `jar` for quick starts: docs/decisions/0069-a-cache-that-is-named-by-what-it-holds.md.
# Read with `.`, after tools.sh and build.sh.

: "${root:?}" "${jar=}" "${jdk=}"

# JVM options of every run, of which training must have the same: what serves runs of seconds best
# (decision 0069). JVM log lines would spoil the output. Output is UTF-8 also where cron runs us in the
# POSIX locale, and in English everywhere, numbers too: to load what another locale has takes time.
# Where memory runs out, the JVM ends on the spot with 3 and says so on standard error (decision 0092).
jvm_options='-XX:+UseSerialGC -Xmn48m -XX:InitialRAMPercentage=0.5 -XX:TLABSize=64k -XX:-ResizeTLAB
  -XX:TieredStopAtLevel=1 -XX:C1MaxInlineSize=15 -Djdk.reflect.useNativeAccessorOnly=true
  -XX:-UsePerfData -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining
  -XX:+ExitOnOutOfMemoryError -XX:+DisplayVMOutputToStderr
  -Xlog:disable -Duser.language=en -Duser.country=US -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  --enable-native-access=ALL-UNNAMED'

# become_kprov ARGUMENT...: becomes the JVM, with the cache where there is one. The arguments are its
# own, and say what it runs of `program`.
become_kprov() {
  # shellcheck disable=SC2086 # one word for each option
  exec "$jdk/bin/java" $jvm_options \
    ${quick:+"-XX:AOTCache=$quick/kprov.aot" "-Djava.library.path=$quick"} "$@"
}

# find_quick: sets `quick` to the folder of copy and cache that belong to `jar`, made where it is
# not there yet; to nothing where it cannot be made. Sets `program` to the jar that is to be run.
find_quick() {
  shelf=${jar%/*}/quick
  quick=
  program=$jar
  name_quick || return 0
  # A disk that is full must not keep anybody from starting.
  is_tried || in_turn make_quick || true
  is_tried && [ -f "$shelf/$name/kprov.aot" ] || return 0
  quick=$shelf/$name
  # shellcheck disable=SC2034 # for who becomes it
  program=$quick/kprov.jar
}

# is_tried: copy and cache are there, or cannot be made: the log comes last.
is_tried() { [ -f "$shelf/$name/log" ]; }

# name_quick: sets `name` to the hash of all jars, the JDK, the options and the place; fails where the
# checkout is not ours to write. To hash takes a tenth of a second, so the last one is kept; ctime tells
# what has changed since, which nobody can set.
name_quick() {
  known=$shelf/name
  if { IFS= read -r name && IFS= read -r whose; } 2>/dev/null <"$known" &&
    [ "$whose" = "$jdk $shelf" ] && [ -z "$(find "$jar" "${jar%/*}/lib" "$jdk/release" \
      "$root/scripts/lib/quick.sh" -cnewer "$known" 2>&1)" ]; then
    return
  fi
  { mkdir -p "$shelf" && touch "$known.$$"; } 2>/dev/null || return
  name=$({
    cat "$jar" "${jar%/*}"/lib/*.jar "$jdk/release"
    echo "$jvm_options" "$shelf"
  } | sha256)
  printf '%s\n%s\n' "$name" "$jdk $shelf" >"$known.$$.new"
  # The time at which hashing began: what has changed meanwhile is hashed again by the next start.
  touch -r "$known.$$" "$known.$$.new"
  mv "$known.$$.new" "$known"
  rm -f "$known.$$"
}

# make_quick: leaves a folder with a log alone where it fails, so that it is not tried at each start.
# Copy and cache are made where they are to stay: the JVM asks for the real path of the jar that was
# trained for each class of it, until it gets one.
make_quick() {
  ! is_tried || return 0
  say 'making a cache for quick starts; it takes some seconds, once'
  work=$shelf/work
  trap 'discard_work; exit 130' INT TERM HUP
  discard_work
  find "$shelf" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
  mkdir -p "$work/home" "$shelf/$name"
  if ! train "$shelf/$name" >"$work/log" 2>&1 </dev/null; then
    find "$shelf/$name" -mindepth 1 -delete
    say "warning: there is no cache, and starts are slower; $shelf/$name/log says why"
  fi
  mv "$work/log" "$shelf/$name/log"
  discard_work
}

# train FOLDER: makes copy and cache there. The commands that train run on hosts of a lab, where there
# can be one.
train() {
  "$jdk/bin/java" -cp "$jar" dev.kprov.launch.ArchivableJars "$jar" "$1/kprov.jar" || return
  KPROV_LAB_DIR=$work/lab KPROV_LAB_PORT=$((21000 + $$ % 2000)) "$root/scripts/lab" up --hosts 5 ||
    echo 'there is no lab to train on; what needs no host is trained'
  # shellcheck disable=SC2086 # one word for each option
  "$jdk/bin/java" $jvm_options -XX:AOTCacheOutput="$1/kprov.aot" -Djava.library.path="$1" \
    -cp "$1/kprov.jar" dev.kprov.launch.Training "$work/home" "$root/inventory/kubenet.yaml" \
    "$work/lab/inventory-5.yaml"
  [ -s "$1/kprov.aot" ]
}

discard_work() {
  [ ! -d "$work/lab" ] || KPROV_LAB_DIR=$work/lab "$root/scripts/lab" down >/dev/null 2>&1 || true
  rm -rf "$work"
}

# sha256: of standard input; macOS has the other one.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}
