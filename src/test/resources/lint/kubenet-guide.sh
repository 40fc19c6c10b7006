#!/usr/bin/env bash
# The certificates and the encryption file of the kubenet guide, by its own recipe and with its own
# program, cfssl; for one control host and one worker, to be quick.
set -e

names() {
  printf '"names": [{"C": "PL", "L": "Krakow", "O": "%s", "OU": "kubenet", %s}]' "$1" \
    '"ST": "Lesser Poland"'
}

csr() {
  printf '{"CN": "%s", "key": {"algo": "rsa", "size": 2048}, %s, "hosts": [%s]}' \
    "$2" "$(names "$3")" "$4" >"$1-csr.json"
}

gencert() {
  cfssl gencert -ca=ca.pem -ca-key=ca-key.pem -config=ca-config.json -profile=kubernetes \
    "$1-csr.json" | cfssljson -bare "$1"
}

printf '{"CN": "Kubernetes", "key": {"algo": "rsa", "size": 2048}, %s}' "$(names Kubernetes)" \
  >ca-csr.json
cat >ca-config.json <<'END'
{
  "signing": {
    "default": { "expiry": "87600h" },
    "profiles": {
      "kubernetes": {
        "usages": ["signing", "key encipherment", "server auth", "client auth"],
        "expiry": "87600h"
      }
    }
  }
}
END
cfssl gencert -initca ca-csr.json | cfssljson -bare ca

csr kubernetes kubernetes Kubernetes \
  '"kubernetes", "10.32.0.1", "192.168.1.21", "control0", "127.0.0.1"'
csr admin admin system:masters ''
csr service-account service-accounts Kubernetes ''
csr control0 system:node:control0 system:nodes '"control0", "control0.kubenet", "192.168.1.11"'
csr worker0 system:node:worker0 system:nodes '"worker0", "worker0.kubenet", "192.168.1.14"'
for name in kubernetes admin service-account control0 worker0; do
  gencert "$name"
done

key=$(head -c 32 /dev/urandom | base64)
umask 022
cat >encryption-config.yaml <<END
kind: EncryptionConfig
apiVersion: v1
resources:
  - resources:
      - secrets
    providers:
      - aescbc:
          keys:
            - name: key1
              secret: $key
      - identity: {}
END
