# shellcheck shell=sh disable=SC2154 # look.sh is sent before it
#
# Gives whole files away, secret ones too: sent by "kprov adopt" alone, after look.sh. Writes
# nothing. Each path of the request gets what lies there, at most 256 KiB, and a line that ends it;
# what is no regular file, or may not be read, gets the line alone. Whether that is what was seen
# before, its hash tells the other side.

take() {
  begin
  printf '\n%s begin\n' "$nonce"
  for path in $wanted; do
    if [ -f "$path" ] && ! [ -L "$path" ]; then
      dd if="$path" bs=65536 count=4 2>/dev/null
    fi
    printf '\n%s taken\n' "$nonce"
  done
  printf '%s end\n' "$nonce"
  exit 0
}
