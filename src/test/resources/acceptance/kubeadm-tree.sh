#!/usr/bin/env bash
# The files of a cluster of two control hosts and a worker as kubeadm lays them out, made with
# OpenSSL in kubeadm's forms: keys in PKCS #1 and SEC 1, authorities that may encipher keys, leaves
# without a subject key identifier, and on each control host certificates of its own. The folder
# HOST below the present one has what lies on that host. The kubelets took over their kubeconfigs.
set -e

rsa() {
  openssl genrsa -traditional -out "$1" 2048
}

ec() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1"
}

# NAME SUBJECT
authority() {
  openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days 3650 -out "$1.crt" \
    -addext "subjectAltName=DNS:$2" \
    -addext keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign
}

# FILE ISSUER SUBJECT USAGES [NAMES]
leaf() {
  ec "$1.key"
  {
    echo keyUsage=critical,digitalSignature,keyEncipherment
    echo "extendedKeyUsage=$4"
    echo basicConstraints=critical,CA:FALSE
    echo subjectKeyIdentifier=none
    echo authorityKeyIdentifier=keyid
    [ -z "$5" ] || echo "subjectAltName=$5"
  } >extensions
  openssl req -new -key "$1.key" -subj "$3" |
    openssl x509 -req -CA "$2.crt" -CAkey "$2.key" -days 365 -extfile extensions \
      -set_serial "0x$(openssl rand -hex 8)" -out "$1.crt"
}

# FILE USER SERVER CERTIFICATE
kubeconfig() {
  cat >"$1" <<END
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: $(base64 -w 0 ca.crt)
    server: $3
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: $2
  name: $2@kubernetes
current-context: $2@kubernetes
kind: Config
users:
- name: $2
  user:
    client-certificate-data: $(base64 -w 0 "$4.crt")
    client-key-data: $(base64 -w 0 "$4.key")
END
  chmod 600 "$1"
}

umask 022
mkdir etcd
for name in ca front-proxy-ca etcd/ca; do
  rsa "$name.key"
done
authority ca kubernetes
authority front-proxy-ca front-proxy-ca
authority etcd/ca etcd-ca
rsa sa.key
openssl pkey -in sa.key -pubout -out sa.pub

for host in control0 control1 worker0; do
  case $host in
  control*) number=$((11 + ${host#control})) ;;
  *) number=14 ;;
  esac
  address=192.168.1.$number
  conf=$host/etc/kubernetes pki=$host/etc/kubernetes/pki kubelet=$host/var/lib/kubelet/pki
  mkdir -p "$pki/etcd" "$kubelet"
  cp ca.crt "$pki"
  # The kubelet's own: signed by a key that nobody else has, and renewed by itself.
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$host@1" \
    -keyout "$kubelet/kubelet.key" -out "$kubelet/kubelet.crt"
  leaf current ca "/O=system:nodes/CN=system:node:$host" clientAuth
  cat current.crt current.key >"$kubelet/kubelet-client-2026.pem"
  ln -s kubelet-client-2026.pem "$kubelet/kubelet-client-current.pem"
  kubeconfig "$conf/kubelet.conf" "system:node:$host" https://kubernetes:6443 current
  sed -i "s,\(client-[a-z]*\)-data: .*,\1: /var/lib/kubelet/pki/kubelet-client-current.pem," \
    "$conf/kubelet.conf"
  case $host in
  worker*) continue ;;
  esac
  cp ca.key front-proxy-ca.crt front-proxy-ca.key sa.key sa.pub "$pki"
  cp etcd/ca.crt etcd/ca.key "$pki/etcd"
  # The second control host joined with a certificate that lacks the name of the load balancer.
  api="DNS:$host,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
  api="$api,DNS:kubernetes.default.svc.cluster.local,IP:10.32.0.1,IP:$address"
  if [ "$host" = control0 ]; then
    api="$api,DNS:kubernetes.kubenet,IP:192.168.1.21"
  fi
  leaf "$pki/apiserver" ca /CN=kube-apiserver serverAuth "$api"
  leaf "$pki/apiserver-kubelet-client" ca \
    /O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client clientAuth
  leaf "$pki/front-proxy-client" front-proxy-ca /CN=front-proxy-client clientAuth
  leaf "$pki/apiserver-etcd-client" etcd/ca /CN=kube-apiserver-etcd-client clientAuth
  names="DNS:$host,DNS:localhost,IP:$address,IP:127.0.0.1,IP:::1"
  leaf "$pki/etcd/server" etcd/ca "/CN=$host" serverAuth,clientAuth "$names"
  leaf "$pki/etcd/peer" etcd/ca "/CN=$host" serverAuth,clientAuth "$names"
  leaf "$pki/etcd/healthcheck-client" etcd/ca /CN=kube-etcd-healthcheck-client clientAuth
  leaf admin ca /O=kubeadm:cluster-admins/CN=kubernetes-admin clientAuth
  kubeconfig "$conf/admin.conf" kubernetes-admin https://kubernetes:6443 admin
  leaf manager ca /CN=system:kube-controller-manager clientAuth
  kubeconfig "$conf/controller-manager.conf" system:kube-controller-manager \
    "https://$address:6443" manager
  leaf scheduler ca /CN=system:kube-scheduler clientAuth
  kubeconfig "$conf/scheduler.conf" system:kube-scheduler "https://$address:6443" scheduler
  if [ "$host" = control0 ]; then
    leaf super ca /O=system:masters/CN=kubernetes-super-admin clientAuth
    kubeconfig "$conf/super-admin.conf" kubernetes-super-admin https://kubernetes:6443 super
  fi
  chmod 600 "$pki"/*.key "$pki/sa.pub" "$pki"/etcd/*.key "$kubelet/kubelet.key"
done
