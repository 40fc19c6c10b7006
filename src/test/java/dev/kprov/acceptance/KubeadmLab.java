package dev.kprov.acceptance;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.List;

/** The lab as a cluster of kubeadm: three control hosts and three workers, as root through sudo. */
final class KubeadmLab {

  static final List<String> CONTROLS = List.of("control0", "control1", "control2");
  static final List<String> WORKERS = List.of("worker0", "worker1", "worker2");
  static final String PKI = "/etc/kubernetes/pki";

  private KubeadmLab() {}

  /** Fresh hosts, and an operator with an inventory of them. */
  static Operator fresh(Path folder) {
    Lab lab = Lab.up();
    lab.assumeRoot();
    lab.reset();
    Operator operator = new Operator(lab, folder);
    operator.edit(text ->
        text.replace("playbook: kubenet", "playbook: kubeadm")
            .replace("user: ubuntu,", "user: ubuntu, become: sudo,")
            .replaceAll("(?m)^.*role: gateway.*\n?", ""));
    return operator;
  }

  /** A file of a host, as this machine sees it. */
  static Path onHost(Lab lab, String host, String path) {
    return lab.root(host).resolve(path.substring(1));
  }
}
