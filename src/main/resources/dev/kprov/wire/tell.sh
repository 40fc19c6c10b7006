# shellcheck shell=sh
#
# What may leave a host of the contents of files. Part of every look, after look.sh. Nothing in this
# file can write.

# Prints of each file, after its number, what may leave the host. The first argument has a tag for
# each file: its number and a letter. c: whole certificates. u: whole public keys. Of either that
# the end of the file cuts short, its first line. k: three lines of a kubeconfig, where their value
# is one word. p: "key", if there is private key material. Nothing else, ever.
tell() {
  tags=$1
  shift
  awk -v tags="$tags" '
    BEGIN {
      split(tags, tag, " ")
      base64 = "^[A-Za-z0-9+/=]+$"
      public = "^(certificate-authority-data|client-certificate-data|server):[ \t]+" \
        "[\"\047]?[]A-Za-z0-9+/=:._[-]+[\"\047]?[ \t]*$"
    }
    FNR == 1 {
      if (block != "") print number " " first
      for (i++; i < ARGC && ARGV[i] != FILENAME; i++);
      number = substr(tag[i], 1, length(tag[i]) - 1)
      kind = substr(tag[i], length(tag[i]))
      label = kind == "u" ? "PUBLIC KEY-----" : "CERTIFICATE-----"
      first = "-----BEGIN " label
      last = "-----END " label
      block = ""
      left = 65536
    }
    { sub(/\r$/, "") }
    kind == "p" && left > 0 && (index($0, "PRIVATE KEY") || index($0, "client-key-data")) {
      print number " key"
      left = 0
    }
    kind == "k" {
      sub(/^[ \t]*(- )?[ \t]*/, "")
      if ($0 ~ public && (left -= length($0)) > 0) print number " " $0
    }
    kind == "c" || kind == "u" {
      if ($0 == first) block = number " " $0
      else if (block == "") next
      else if ($0 == last) {
        block = block "\n" number " " $0
        if ((left -= length(block)) > 0) print block
        block = ""
      }
      else if ($0 ~ base64 && length(block) < left) block = block "\n" number " " $0
      else if (index(last, $0) != 1) block = ""
    }
    END { if (block != "") print number " " first }' "$@"
}
