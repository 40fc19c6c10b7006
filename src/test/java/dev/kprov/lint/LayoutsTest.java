package dev.kprov.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remarked of layouts: the shipped ones, and these with one thing changed. */
class LayoutsTest {

  private static final StoreState NO_STORE =
      new StoreState(Map.of(), new Ledger(List.of()), List.of());

  @TempDir private Path folder;

  @Test
  void kubenetGivesAwayWhatItsPageSays() throws Exception {
    assertThat(lines("kubenet"))
        .containsExactly(
            "KP101 authority ca: its key lies on control0, control1, control2",
            "KP103 certificate admin: its key lies on control0, control1, control2",
            "KP104 certificate kubernetes, certificate admin, certificate kube-scheduler,"
                + " certificate kube-controller-manager: its key lies on control0, control1,"
                + " control2",
            "KP104 certificate kube-proxy: its key lies on control0, control1, control2, worker0,"
                + " worker1, worker2",
            "KP105 certificate kubernetes: serves for the API and for etcd alike",
            "KP106 authority ca: signs for etcd, and for 10 others, whom etcd lets in",
            "KP108 playbook kubenet: has no authority for the front proxy alone, so that the"
                + " aggregation layer cannot be switched on",
            "KP301 certificate kubernetes: its subject is its issuer's but for case",
            "KP302 certificate admin, certificate kube-scheduler, certificate"
                + " kube-controller-manager, certificate kube-proxy: is a client's, and good for"
                + " servers too",
            "KP501 encryption key encryption: encrypts with aescbc");
  }

  @Test
  void hardWayGivesAwayLess() throws Exception {
    assertThat(lines("hard-way"))
        .contains(
            "KP106 authority ca: signs for etcd, and for 6 others, whom etcd lets in",
            "KP505 playbook hard-way: has no encryption key: secrets lie in etcd in the clear")
        .noneMatch(line -> line.matches("KP(103|105|301|501) .*"));
  }

  @Test
  void kubeadmGivesAwayTheKeysThatItsOwnToolsWant() throws Exception {
    String all = "its key lies on cp1, cp2, cp3";
    assertThat(lines("kubeadm"))
        .containsExactly(
            "KP101 authority ca, authority etcd-ca, authority front-proxy-ca: " + all,
            "KP103 certificate super-admin of cp1: its key lies on cp1",
            "KP104 certificate apiserver-kubelet-client, certificate apiserver-etcd-client,"
                + " certificate front-proxy-client, certificate etcd-healthcheck-client,"
                + " certificate admin, certificate controller-manager, certificate scheduler: "
                + all,
            "KP505 playbook kubeadm: has no encryption key: secrets lie in etcd in the clear");
  }

  @Test
  void noShippedLayoutHasAnError() throws Exception {
    for (String name : ClusterFiles.shippedPlaybooks()) {
      assertThat(Remarks.on(evidence(read(name)), Set.of()).good()).as(name).isTrue();
    }
  }

  @Test
  void anIgnoredRuleIsNotAsked() throws Exception {
    Evidence evidence = evidence(read("kubenet"));
    assertThat(Remarks.on(evidence, Set.of(Rule.AESCBC)).list())
        .extracting(Remark::rule)
        .isNotEmpty()
        .doesNotContain(Rule.AESCBC);
  }

  /** A text that is put in the place of another. */
  record Edit(String find, String put) {

    static final Edit NONE = new Edit("", "");

    String of(Path file) throws IOException {
      String text = Files.readString(file);
      assertThat(text).contains(find);
      return find.isEmpty() ? text : text.replace(find, put);
    }
  }

  /** What is changed in a shipped layout, and what is told then. */
  record Change(String layout, Edit inventory, Edit playbook, String told) {

    @Override
    public String toString() {
      return told;
    }
  }

  private static Change inventory(String layout, String find, String put, String told) {
    return new Change(layout, new Edit(find, put), Edit.NONE, told);
  }

  private static Change playbook(String layout, String find, String put, String told) {
    return new Change(layout, Edit.NONE, new Edit(find, put), told);
  }

  static Stream<Change> changes() {
    return Stream.of(
        playbook(
            "kubenet",
            "  certificates:\n",
            """
                below:
                  issuer: ca
                  subject: { CN: below }
                  validity: 11y
                  files: { cert: below.pem, key: below-key.pem }
              certificates:
            """,
            "KP202 authority below: is to live 4015d, its authority 3650d"),
        playbook(
            "hard-way",
            "{ item: kube-proxy.cert }",
            "{ item: ca.key }",
            "KP102 authority ca: its key lies on worker1, worker2, where no API server runs"),
        playbook(
            "kubenet",
            "  certificates:\n",
            """
              certificates:
                front-proxy-client:
                  issuer: ca
                  subject: { CN: front-proxy-client }
                  usages: [client]
                  files: { cert: fp.pem, key: fp-key.pem }
            """,
            "KP107 authority ca: signs for the front proxy and for other clients"),
        playbook(
            "kubenet",
            "validity: 5y",
            "validity: 11y",
            "KP202 certificate kubernetes, certificate node of control0, certificate node of"
                + " control1, certificate node of control2, certificate node of worker0,"
                + " certificate node of worker1, certificate node of worker2, certificate admin,"
                + " certificate kube-scheduler, certificate kube-controller-manager, certificate"
                + " kube-proxy: is to live 4015d, its authority 3650d"),
        playbook(
            "hard-way",
            "subject: { O: \"system:nodes\", CN: \"system:node:{{ host.nodeName }}\" }",
            "subject: { O: \"system:nodes\", CN: \"{{ host.nodeName }}\" }",
            "KP304 certificate node of worker1: is no node's: its subject is C=US, ST=Oregon,"
                + " L=Portland, O=system:nodes, OU=Kubernetes The Hard Way, CN=worker1"),
        playbook(
            "hard-way",
            "subject: { O: etcd, CN: etcd }\n      usages: [server, client]",
            "subject: { O: etcd, CN: etcd }\n      usages: [server]",
            "KP305 certificate etcd: is etcd's and good for servers only"),
        playbook(
            "hard-way",
            "subject: { O: \"system:masters\", CN: admin }\n      usages: [server, client]",
            "subject: { O: \"system:masters\", CN: admin }\n      usages: [server]",
            "KP303 certificate admin: is a server's without names"),
        playbook(
            "hard-way",
            "        - \"{{ cluster.apiServer.address }}\"\n",
            "",
            "KP401 certificate kubernetes: is not valid for 192.168.56.20"),
        playbook(
            "hard-way",
            "        - \"{{ cluster.apiServer.address }}\"\n",
            "",
            "KP402 kubeconfig admin: its clients connect to 192.168.56.20, but no certificate of"
                + " authority ca is valid for that name"),
        inventory(
            "kubenet",
            "address: 192.168.1.21",
            "address: 192.168.1.11",
            "KP403 apiServer.address: 192.168.1.11 is control0's own, one of 3"),
        inventory(
            "hard-way",
            "serviceSubnet: 10.32.0.0/24",
            "serviceSubnet: 192.168.56.0/26",
            "KP404 host cp1: its address 192.168.56.21 lies in serviceSubnet 192.168.56.0/26"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isRemarked(Change change) throws Exception {
    ClusterDefinition before = read(change.layout());
    ClusterDefinition after = read(change.layout(), change.inventory(), change.playbook());
    assertThat(lines(before)).doesNotContain(change.told());
    assertThat(lines(after)).contains(change.told());
  }

  private List<String> lines(String layout) throws Exception {
    return lines(read(layout));
  }

  private static List<String> lines(ClusterDefinition cluster) {
    return Remarks.on(evidence(cluster), Set.of()).list().stream().map(Told::line).toList();
  }

  private static Evidence evidence(ClusterDefinition cluster) {
    return new Evidence(
        Optional.of(new Layout(cluster.inventory(), cluster.playbook(), NO_STORE)),
        List.of(),
        Instant.parse("2026-03-01T12:00:00Z"));
  }

  private ClusterDefinition read(String layout) throws Exception {
    return read(layout, Edit.NONE, Edit.NONE);
  }

  private ClusterDefinition read(String layout, Edit inventory, Edit playbook) throws Exception {
    String file = layout + ".yaml";
    String text = inventory.of(Path.of("inventory", file));
    if (!playbook.equals(Edit.NONE)) {
      Files.writeString(folder.resolve("own.yaml"), playbook.of(Path.of("playbooks", file)));
      text = text.replaceFirst("playbook: \\S+", "playbook: ./own.yaml");
    }
    Path written = Files.writeString(folder.resolve("inventory.yaml"), text);
    return ClusterFiles.read(written, Map.of(), new Operator(folder, "op"));
  }
}
