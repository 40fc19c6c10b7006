# shellcheck shell=sh
# What boxes are made of. Read by scripts/boxes, after tools.sh; a change here makes new images.

: "${root:?}"

is_recipe() {
  case $1 in
    debian12 | debian13 | busybox | arm64) ;;
    *) return 1 ;;
  esac
}

is_emulated() { [ "$1" = arm64 ] && [ "$(dpkg --print-architecture)" != arm64 ]; }

# make_tree NAME TAR: the root directory of a host.
make_tree() {
  case $1 in
    debian12) debian bookworm "$2" systemd-sysv,sudo ;;
    debian13) debian trixie "$2" systemd-sysv,sudo,sudo-rs ;;
    arm64)
      ! is_emulated arm64 || as_root update-binfmts --enable qemu-aarch64
      debian bookworm "$2" systemd-sysv,sudo --architectures=arm64
      ;;
    busybox) busybox "$2" ;;
  esac
}

# first_process NAME: what the host runs, as the JSON that Docker wants.
first_process() {
  case $1 in
    busybox) echo '["/usr/sbin/dropbear", "-R", "-F", "-E", "-s"]' ;;
    *) echo '["/sbin/init"]' ;;
  esac
}

# debian SUITE TAR PACKAGES [OPTION...]
debian() {
  suite=$1 tar=$2 packages=$3
  shift 3
  # Nobody reads manuals there, and a crash during the making costs nothing but the making.
  as_root mmdebstrap --quiet --variant=essential --include="openssh-server,$packages" "$@" \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --customize-hook="sh '$root/scripts/boxes.d/debian' \"\$1\"" "$suite" "$tar"
}

# busybox TAR: no package of it is installed, they are only unpacked.
busybox() {
  tree=${1%.tar}
  as_root mmdebstrap --quiet --variant=extract --include=busybox-static,dropbear-bin trixie "$tree"
  as_root sh "$root/scripts/boxes.d/busybox" "$tree"
  as_root tar -C "$tree" -cf "$1" .
  as_root rm -rf "$tree"
}
