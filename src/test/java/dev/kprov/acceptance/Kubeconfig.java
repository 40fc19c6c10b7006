package dev.kprov.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A kubeconfig of a cluster, as the table of its layout has it.
 *
 * @param row file, certificate, server, cluster, user, context
 */
record Kubeconfig(Cluster cluster, Layout.Row row) {

  private static final String VIEW =
      "{.current-context} {.contexts[*].name} {.contexts[*].context.cluster}"
          + " {.contexts[*].context.user} {.clusters[*].name} {.users[*].name}"
          + " {.clusters[*].cluster.server}"
          + " {.clusters[*].cluster.certificate-authority-data}"
          + " {.users[*].user.client-certificate-data} {.users[*].user.client-key-data}";

  /** Those of the table, of equal files on several hosts one. */
  static List<Kubeconfig> of(Cluster cluster) {
    return cluster.kind().layout().rows("kubeconfigs").stream()
        .map(row -> new Kubeconfig(cluster, row))
        .collect(
            Collectors.toCollection(
                () -> new TreeSet<>(Comparator.comparing(one -> read(one.file())))))
        .stream()
        .toList();
  }

  Path file() {
    String path = row.cell(0);
    return path.startsWith("/") ? cluster.onHost(row.host(), path) : cluster.store().resolve(path);
  }

  Leaf certificate() {
    return cluster.leaf(row.cell(1));
  }

  /** The host in the URL of its server. */
  String host() {
    return URI.create(row.cell(2)).getHost();
  }

  /** What its server shows. */
  Leaf api() {
    if (cluster.kind().layout() != Layout.KUBEADM) {
      return cluster.leaf("kubernetes.pem");
    }
    String host = Layout.CONTROLS.contains(row.host()) ? row.host() : "control0";
    return cluster.leaf("hosts/" + host + "/apiserver.crt");
  }

  /** What kubectl finds in it. */
  String view() {
    return Judge.of("kubectl")
        .run("--kubeconfig=" + file(), "config", "view", "--raw", "-o", "jsonpath=" + VIEW)
        .accepted();
  }

  /** What kubectl should find in it. */
  String wanted() {
    String server = row.cell(2);
    String name = row.cell(3);
    String user = row.cell(4);
    String context = row.cell(5);
    Leaf leaf = certificate();
    return String.join(
        " ",
        context,
        context,
        name,
        user,
        name,
        user,
        server,
        base64(leaf.authority()),
        base64(leaf.file()),
        base64(leaf.key()));
  }

  /** Its text, with another authority. */
  String trusting(Path other) {
    return read(file()).replace(base64(certificate().authority()), base64(other));
  }

  private static String base64(Path file) {
    return Base64.getEncoder().encodeToString(read(file).getBytes(US_ASCII));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return row.host() + " " + row.cell(0);
  }
}
