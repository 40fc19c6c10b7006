# shellcheck shell=bash
# The files of the lab: keys, and the root directories of its hosts. Read by scripts/lab.
# shellcheck disable=SC2154 # $lab, $uid, $gid and $hosts are scripts/lab's

# Makes the operator's keys and all hosts', side by side: an RSA key can take most of a second.
make_keys() {
  local host type
  for host in "${hosts[@]}"; do make_host_keys "$host" & done
  for type in ed25519 ecdsa rsa; do make_key "$type" "$lab/id_$type" '' & done
  make_key ed25519 "$lab/id_ed25519_passphrase" lab
  wait
}

make_host_keys() {
  local keys=$lab/$1/keys type types=(ed25519 ecdsa)
  mkdir -p "$keys"
  # A large lab does without RSA keys, which cost more than all else together.
  ((${#hosts[@]} > 20)) || types+=(rsa)
  for type in "${types[@]}"; do make_key "$type" "$keys/ssh_host_${type}_key" ''; done
}

# Makes a key pair unless it is there: TYPE FILE PASSPHRASE.
make_key() {
  [ ! -f "$2.pub" ] || return 0
  rm -f "$2"
  local bits=()
  [ "$1" != rsa ] || bits=(-b 2048)
  ssh-keygen -q -t "$1" "${bits[@]}" -N "$3" -C lab -f "$2"
}

# A number that neither a user nor a group of this machine has: files of the lab belong to nobody here.
free_id() {
  local id=24000
  while getent passwd "$id" >/dev/null || getent group "$id" >/dev/null; do id=$((id + 1)); done
  printf '%s\n' "$id"
}

# The root directory of a fresh host, from which every host's own is copied.
make_skeleton() {
  local root=$lab/.skeleton user=$uid group=$gid dir
  [ "$uid" != 0 ] || { user=$(free_id) && group=$user; }
  rm -rf "$root"
  (
    umask 022
    mkdir -p "$root"/{dev,proc,sys,run,tmp,usr,mnt,.machine,etc/{ssh,sudoers.d,pam.d,alternatives,ssl},home/ubuntu,root,var/{lib,log,tmp}}
    for dir in /bin /sbin /lib*; do
      if [ -L "$dir" ]; then cp -P "$dir" "$root/"; elif [ -d "$dir" ]; then mkdir "$root$dir"; fi
    done
    cp -pL /etc/{ld.so.cache,localtime,login.defs,profile,bash.bashrc,shells} "$root/etc/" 2>/dev/null || true
    cp -pL /etc/ssl/openssl.cnf "$root/etc/ssl/" 2>/dev/null || true
    ln -s ../usr/lib/os-release "$root/etc/os-release"
    ln -s ../proc/self/mounts "$root/etc/mtab"
    ln -s ../run "$root/var/run"
    write_accounts "$root/etc" "$user" "$group"
    write_sshd "$root/etc/ssh"
  )
  chmod 1777 "$root/tmp" "$root/var/tmp"
  chmod 0750 "$root/home/ubuntu"
  chmod 0700 "$root/root"
  [ "$uid" != 0 ] || chown "$user:$group" "$root/home/ubuntu"
}

write_accounts() {
  local etc=$1 user=$2 group=$3
  cat >"$etc/passwd" <<END
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
sshd:x:$((user + 1)):65534::/run/sshd:/usr/sbin/nologin
ubuntu:x:$user:$group:Ubuntu:/home/ubuntu:/bin/bash
END
  cat >"$etc/group" <<END
root:x:0:
daemon:x:1:
tty:x:5:
sudo:x:27:ubuntu
shadow:x:42:
nogroup:x:65534:
ubuntu:x:$group:
END
  # "*" and not "!": without PAM, sshd refuses a locked account.
  awk -F: '{ print $1 ":*:19000:0:99999:7:::" }' "$etc/passwd" >"$etc/shadow"
  awk -F: '{ print $1 ":*::" $4 }' "$etc/group" >"$etc/gshadow"
  printf 'root ALL=(ALL:ALL) ALL\nubuntu ALL=(ALL:ALL) NOPASSWD: ALL\n@includedir /etc/sudoers.d\n' >"$etc/sudoers"
  printf '%s\n' 'passwd: files' 'group: files' 'shadow: files' 'hosts: files dns' >"$etc/nsswitch.conf"
  printf '%s required pam_unix.so\n' auth account password session | tee "$etc/pam.d/other" >"$etc/pam.d/sudo"
  printf 'auth sufficient pam_rootok.so\n@include other\n' >"$etc/pam.d/su"
  chmod 0640 "$etc/shadow" "$etc/gshadow"
  chmod 0440 "$etc/sudoers"
}

write_sshd() {
  cat "$lab"/id_*.pub >"$1/authorized_keys"
  cat >"$1/sshd_config" <<'END'
ListenAddress 127.0.0.1
AuthorizedKeysFile /etc/ssh/authorized_keys .ssh/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
UseDNS no
PrintMotd no
PrintLastLog no
PidFile none
MaxStartups 500
Subsystem sftp internal-sftp
END
  # Since 9.8, sshd shuts out an address that failed too often; here that would be the whole lab.
  if grep -qai persourcepenalties "$(command -v sshd)"; then printf 'PerSourcePenalties no\n' >>"$1/sshd_config"; fi
}

# Makes the root directory of a host unless it has one; it appears whole or not at all.
make_root() {
  local dir=$lab/$1
  [ ! -d "$dir/root" ] || return 0
  remove_tree "$dir/root.new"
  cp -a "$lab/.skeleton" "$dir/root.new"
  printf '%s\n' "$1" >"$dir/root.new/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$1" >"$dir/root.new/etc/hosts"
  mv -T "$dir/root.new" "$dir/root"
}

# Tests leave behind what rm alone cannot remove: immutable files, directories without rights.
remove_tree() {
  rm -rf --one-file-system "$1" 2>/dev/null && return
  chattr -R -f -ia "$1" || true
  chmod -R u+rwX "$1"
  rm -rf --one-file-system "$1"
}
