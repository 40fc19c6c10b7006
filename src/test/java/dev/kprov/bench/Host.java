package dev.kprov.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A host of the benchmark's cluster: three control hosts, the others are workers. */
record Host(String name, String role, String address, int number) {

  private static final int CONTROL_HOSTS = 3;

  /** So many hosts; the first are the same for all numbers. */
  static List<Host> of(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i < CONTROL_HOSTS ? control(i) : worker(i))
        .toList();
  }

  private static Host control(int i) {
    return new Host("control" + i, "control", address(i), i);
  }

  private static Host worker(int i) {
    return new Host("worker" + (i - CONTROL_HOSTS), "worker", address(i), i);
  }

  private static String address(int i) {
    return "10.240.%d.%d".formatted(i / 250, i % 250 + 1);
  }

  /** The files that the kubenet guide puts into the home of its user. */
  List<String> files() {
    Stream<String> own =
        Stream.of(
            "ca.pem",
            name + ".pem",
            name + "-key.pem",
            name + ".kubeconfig",
            "kube-proxy.kubeconfig");
    Stream<String> more =
        role.equals("worker")
            ? Stream.of()
            : Stream.of(
                "ca-key.pem",
                "kubernetes.pem",
                "kubernetes-key.pem",
                "service-account.pem",
                "service-account-key.pem",
                "admin.kubeconfig",
                "kube-controller-manager.kubeconfig",
                "kube-scheduler.kubeconfig",
                "encryption-config.yaml");
    return Stream.concat(own, more).sorted().toList();
  }
}
