#!/usr/bin/env bash
# The certificates and the encryption file of the kubenet guide, by its own recipe and with its own
# program, cfssl. With the argument "whole" for all hosts, and with the kubeconfigs, by kubectl;
# else for one control host and one worker, to be quick.
set -e

case $1 in
whole) nodes='control0 control1 control2 worker0 worker1 worker2' ;;
*) nodes='control0 worker0' ;;
esac

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

csr kubernetes kubernetes Kubernetes '"kubernetes", "kubernetes.default", "kubernetes.default.svc",
  "kubernetes.default.svc.cluster", "kubernetes.default.svc.cluster.local", "10.32.0.1",
  "kubernetes.kubenet", "192.168.1.21", "control0", "control0.kubenet", "192.168.1.11", "control1",
  "control1.kubenet", "192.168.1.12", "control2", "control2.kubenet", "192.168.1.13", "127.0.0.1"'
csr admin admin system:masters ''
csr service-account service-accounts Kubernetes ''
for name in kubernetes admin service-account; do
  gencert "$name"
done
for node in $nodes; do
  number=${node#control}
  case $node in
  worker*) number=$((3 + ${node#worker})) ;;
  esac
  csr "$node" "system:node:$node" system:nodes \
    "\"$node\", \"$node.kubenet\", \"192.168.1.$((11 + number))\""
  gencert "$node"
done

genkubeconfig() {
  kubectl config set-cluster kubenet --certificate-authority=ca.pem --embed-certs=true \
    --server=https://kubernetes:6443 --kubeconfig="$1.kubeconfig"
  kubectl config set-credentials "$2" --client-certificate="$1.pem" --client-key="$1-key.pem" \
    --embed-certs=true --kubeconfig="$1.kubeconfig"
  kubectl config set-context default --cluster=kubenet --user="$2" --kubeconfig="$1.kubeconfig"
  kubectl config use-context default --kubeconfig="$1.kubeconfig"
}

if [ "$1" = whole ]; then
  csr kube-scheduler system:kube-scheduler system:kube-scheduler ''
  csr kube-controller-manager system:kube-controller-manager system:kube-controller-manager ''
  csr kube-proxy system:kube-proxy system:node-proxier ''
  for name in kube-scheduler kube-controller-manager kube-proxy; do
    gencert "$name"
    genkubeconfig "$name" "system:$name"
  done
  genkubeconfig admin admin
  for node in $nodes; do
    genkubeconfig "$node" "system:node:$node"
  done
fi

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
