# shellcheck shell=sh
# Where the JDK 25 and Maven are, and how scripts speak. Read by the scripts with `.`, after they have set `root`.

: "${root:?}"

say() { printf 'kprov: %s\n' "$*" >&2; }

# die MESSAGE [HINT [EXIT CODE]]: the code is 70 where kprov itself cannot run.
die() {
  say "error: $1"
  [ -z "${2-}" ] || say "hint: $2"
  exit "${3:-70}"
}

# as_root COMMAND: without a question; fails where only one would help.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# is_jdk25 DIR: the release file says so at once, where asking the JVM costs a start of it.
is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# real PATH: follows symbolic links; readlink -f is not everywhere.
real() {
  real=$1
  while [ -L "$real" ]; do
    link=$(readlink "$real")
    case $link in
      /*) real=$link ;;
      *) real=${real%/*}/$link ;;
    esac
  done
  printf '%s\n' "$real"
}

# java_on_path: the home of the java that a shell would run.
java_on_path() {
  java=$(command -v java) || return 1
  java=$(real "$java")
  java=${java%/*}
  printf '%s\n' "${java%/*}"
}

# find_jdk: sets `jdk` to the home of a JDK 25, or to nothing. What the user names comes first, then
# what is in use, then where package managers put one.
find_jdk() {
  if [ -n "${KPROV_JAVA_HOME-}" ]; then
    is_jdk25 "$KPROV_JAVA_HOME" || die "KPROV_JAVA_HOME is no JDK 25: $KPROV_JAVA_HOME"
    jdk=$KPROV_JAVA_HOME
    return 0
  fi
  jdk=${JAVA_HOME-}
  ! is_jdk25 "$jdk" || return 0
  for jdk in \
    "$(java_on_path)" \
    /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/*; do
    ! is_jdk25 "$jdk" || return 0
  done
  jdk=
  return 1
}

# need_jdk: sets `jdk` and JAVA_HOME, or says how to get a JDK 25.
need_jdk() {
  find_jdk || die 'there is no JDK 25 on this machine' "$(how_to_get_a_jdk)"
  JAVA_HOME=$jdk
  export JAVA_HOME
}

how_to_get_a_jdk() {
  if [ "$(uname -s)" = Darwin ]; then
    echo 'brew install --cask temurin@25; or name a JDK 25 in KPROV_JAVA_HOME'
  else
    echo 'run scripts/setup; or unpack a JDK 25 (such as Temurin) under /usr/lib/jvm,' \
      'or name one in KPROV_JAVA_HOME'
  fi
}

# maven ARGUMENTS: runs Maven in the project with the JDK 25: the one on the PATH if it is at least
# 3.8.7, else the wrapper's. Its working directory is the project's, the caller's is kept.
maven() (
  cd "$root" || exit
  if maven_is_new_enough; then
    exec mvn -B -ntp -Dstyle.color=never "$@"
  fi
  exec ./mvnw -B -ntp -Dstyle.color=never "$@"
)

maven_is_new_enough() {
  version=$(mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  case $version in
    '' | [0-2].* | 3.[0-7].* | 3.8.[0-6]) return 1 ;;
  esac
}

# tell_surroundings: exports what a JVM does not know of the shell that starts it.
tell_surroundings() {
  # The journal says where a run was made; not every shell exports the machine's name.
  [ -n "${HOSTNAME-}" ] || { IFS= read -r HOSTNAME </proc/sys/kernel/hostname; } 2>/dev/null ||
    HOSTNAME=$(uname -n)
  export HOSTNAME
  # Which of the streams are terminals.
  KPROV_TERMINALS=
  [ ! -t 1 ] || KPROV_TERMINALS=out
  [ ! -t 2 ] || KPROV_TERMINALS="$KPROV_TERMINALS err"
  export KPROV_TERMINALS
}
