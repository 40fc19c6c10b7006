#!/usr/bin/env bash
# What an operator makes who knows OpenSSL and no guide: other subjects and lifetimes than a
# playbook has, keys on another curve, an API server without the address of its load balancer, a
# node whose certificate ends in 30 days, and one that has another's key.
set -e

openssl req -x509 -newkey rsa:4096 -nodes -keyout ca.key -out ca.crt -days 900 \
  -subj '/O=Home/CN=My own CA'
openssl genrsa -out sa.key 3072
openssl pkey -in sa.key -pubout -out sa.pub

# NAME SUBJECT DAYS EXTENSIONS
leaf() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout "$1.key" -subj "$2" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days "$3" -out "$1.crt" \
      -extfile <(printf '%b' "$4")
}

leaf api /O=Home/CN=kube-apiserver 800 'extendedKeyUsage=serverAuth\nsubjectAltName=IP:10.32.0.1'
leaf control0 /C=PL/O=system:nodes/CN=system:node:control0 800 extendedKeyUsage=clientAuth
leaf worker0 /O=system:nodes/CN=system:node:worker0 30 extendedKeyUsage=clientAuth
leaf worker1 /O=system:nodes/CN=system:node:worker1 800 extendedKeyUsage=clientAuth
leaf worker2 /O=system:nodes/CN=system:node:worker2 800 extendedKeyUsage=clientAuth
openssl genrsa -out worker2.key 2048
