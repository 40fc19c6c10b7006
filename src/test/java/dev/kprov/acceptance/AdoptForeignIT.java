package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that others made are taken over, and told the truth about. */
class AdoptForeignIT {

  private static final String KEYS = "--read-private-keys";
  private static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();

  @TempDir private Path folder;
  private Operator operator;
  private Lab lab;

  /** What the guide copies to its hosts, by its own scp. */
  @Test
  void aClusterByTheGuideIsKeptThoughItsLeavesOutliveTheirAuthority() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Judge.of("cfssl");
    Judge.of("kubectl");
    Path auth = made("lint/kubenet-guide.sh", "whole");
    for (String control : Layout.CONTROLS) {
      scp(
          auth,
          control,
          ("ca.pem ca-key.pem kubernetes-key.pem kubernetes.pem service-account-key.pem"
                  + " service-account.pem admin.kubeconfig kube-controller-manager.kubeconfig"
                  + " kube-scheduler.kubeconfig encryption-config.yaml HOST.pem HOST-key.pem"
                  + " HOST.kubeconfig kube-proxy.kubeconfig")
              .replace("HOST", control));
    }
    for (String worker : Layout.WORKERS) {
      scp(
          auth,
          worker,
          "ca.pem HOST.pem HOST-key.pem HOST.kubeconfig kube-proxy.kubeconfig"
              .replace("HOST", worker));
    }
    Homes before = Homes.of(lab);

    Operator.Ran adopted = operator.run("adopt", KEYS);

    assertThat(adopted.exit()).as(adopted.toString()).isEqualTo(2);
    // The guide leaves the encryption key open to all users of its hosts.
    assertThat(adopted.changes())
        .as(adopted.toString())
        .filteredOn(line -> !line.contains(" warning "))
        .containsExactlyElementsOf(
            Layout.CONTROLS.stream()
                .map(host ->
                    host + ": update /home/ubuntu/encryption-config.yaml (mode 0644 → 0600)")
                .toList());
    assertThat(adopted.out()).contains("kept as adopted, though not as wanted: ends ");
    for (String file : List.of("ca-key.pem", "admin.pem", "admin-key.pem", "admin.kubeconfig")) {
      assertThat(operator.store().resolve(file)).hasSameBinaryContentAs(auth.resolve(file));
    }

    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(before))
        .containsExactlyInAnyOrderElementsOf(
            Layout.CONTROLS.stream().map(host -> host + ":encryption-config.yaml").toList());
    assertThat(lab.root("control0").resolve("home/ubuntu/encryption-config.yaml"))
        .hasSameBinaryContentAs(auth.resolve("encryption-config.yaml"));
    Operator.Ran verified = operator.verify();
    assertThat(verified.exit()).as(verified.toString()).isZero();
    assertThat(verified.out()).contains("after its authority");
    assertThat(operator.run("lint").out())
        .contains("after its authority", "is of kind EncryptionConfig");

    // What must be issued for a reason is made as it should be, and nothing else is.
    operator.edit(text -> text.replace("port: 6443 }", "port: 6443, extraNames: [api.lab] }"));
    assertThat(operator.plan().changes())
        .filteredOn(line -> line.startsWith("local: issue"))
        .singleElement()
        .asString()
        .contains("certificate kubernetes (", "names: + api.lab", "after its authority");
    assertThat(operator.up().exit()).isZero();
    assertThat(operator.plan().changes()).noneMatch(line -> line.startsWith("local: issue"));
  }

  @Test
  void aTreeOfKubeadmIsTakenInTheFormThatItHas() throws IOException {
    operator = Layout.KUBEADM.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "control1", "worker0"));
    operator.edit(text -> text.replace("cluster:", "vars: { kubernetesVersion: 1.36 }\ncluster:"));
    Path tree = made("acceptance/kubeadm-tree.sh");
    for (String host : List.of("control0", "control1", "worker0")) {
      lay(tree.resolve(host), host);
    }
    Homes before = Homes.andAllElse(lab);

    Operator.Ran adopted = operator.run("adopt", KEYS);

    assertThat(adopted.exit()).as(adopted.toString()).isEqualTo(2);
    assertThat(adopted.out())
        .contains("adopted certificate front-proxy-client from control0 (key ")
        .contains("; another one is on control1")
        .contains("certificate kubelet of worker0: it is signed by its own key");
    assertThat(adopted.changes())
        .filteredOn(line -> line.startsWith("local: issue"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("local: issue certificate apiserver of control1 (")
                    .contains("names: + kubernetes.kubenet, + 192.168.1.21"),
            line -> assertThat(line).contains("certificate kubelet of control0 (never issued"),
            line -> assertThat(line).contains("certificate kubelet of control1 (never issued"),
            line -> assertThat(line).contains("certificate kubelet of worker0 (never issued"),
            line -> assertThat(line).contains("kubeconfig controller-manager of control1 (its"),
            line -> assertThat(line).contains("kubeconfig scheduler of control1 (its text"));
    assertThat(adopted.changes())
        .filteredOn(line -> line.startsWith("control0: ") || line.startsWith("worker0: "))
        .allMatch(line -> line.contains("/var/lib/kubelet/pki/kubelet."));
    for (String file : List.of("ca.key", "sa.key", "etcd/ca.key", "front-proxy-ca.key")) {
      assertThat(operator.store().resolve(file)).hasSameBinaryContentAs(tree.resolve(file));
    }
    assertThat(operator.store().resolve("ca.key")).content().startsWith("-----BEGIN RSA PRIVATE");
    assertThat(operator.store().resolve("admin.key")).content().startsWith("-----BEGIN EC PRIVATE");
    assertThat(Homes.andAllElse(lab).touchedSince(before))
        .allMatch(name -> name.endsWith(".sudo_as_admin_successful"));
    Operator.Ran early = operator.verify();
    assertThat(early.exit()).as(early.toString()).isEqualTo(1);
    assertThat(early.out()).contains("issue certificate apiserver of control1 (", "not verified: ");

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.andAllElse(lab).touchedSince(before))
        .filteredOn(name -> name.startsWith("control0:/etc") || name.startsWith("worker0:/etc"))
        .isEmpty();
    assertThat(operator.verify().exit()).isZero();
    assertThat(operator.run("lint").out()).contains("key identifier");
  }

  /** A node's certificate is due, the API server lacks a name, and one key is another's. */
  @Test
  void whatSomebodyMadeByHandIsKeptWhereItServesAndMendedWhereNot() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "worker0", "worker1", "worker2"));
    Files.copy(RESOURCES.resolve("acceptance/by-hand.yaml"), folder.resolve("by-hand.yaml"));
    operator.edit(text -> text.replace("playbook: kubenet", "playbook: ./by-hand.yaml"));
    Path tls = made("acceptance/by-hand.sh");
    copy(tls, "control0", "ca.key ca.crt sa.key sa.pub api.key api.crt control0.key control0.crt");
    for (String worker : Layout.WORKERS) {
      copy(tls, worker, "ca.crt HOST.key HOST.crt".replace("HOST", worker));
    }
    operator.at(InstantSource.offset(InstantSource.system(), Duration.ofDays(25)));

    Operator.Ran adopted = operator.run("adopt", KEYS);

    assertThat(adopted.exit()).as(adopted.toString()).isEqualTo(2);
    assertThat(adopted.out())
        .contains(
            "worker2.key is not the key of worker2.crt (worker2: /home/ubuntu/tls/worker2.key)")
        .contains("not as wanted: subject: C=PL, O=system:nodes, CN=system:node:control0");
    assertThat(adopted.changes())
        .filteredOn(line -> line.startsWith("local: issue"))
        .satisfiesExactly(
            line -> assertThat(line).contains("certificate api (", "names: + 192.168.1.21"),
            line -> assertThat(line).contains("node of worker0 (", "expires ", ", within 10d"),
            line -> assertThat(line).contains("certificate node of worker2 (", "new key"));
    Operator.Ran early = operator.verify();
    assertThat(early.exit()).as(early.toString()).isEqualTo(1);
    assertThat(early.out()).contains("names: + 192.168.1.21", "expires ", "not verified: ");

    Operator.Ran up = operator.up();

    assertThat(up.out()).contains("done: 3 items issued, 6 changes; all 4 hosts as they should be");
    assertThat(up.errors())
        .as("the clock of this test is another: " + up)
        .allMatch(line -> line.startsWith("clock: "));
    assertThat(operator.plan().changes()).noneMatch(line -> line.contains(": issue "));
    assertThat(lab.root("worker1").resolve("home/ubuntu/tls/worker1.key"))
        .hasSameBinaryContentAs(tls.resolve("worker1.key"));
  }

  private void copy(Path from, String host, String names) {
    lab.shell(host, "mkdir -m 755 /home/ubuntu/tls && chown ubuntu: /home/ubuntu/tls");
    scp(from, host, names);
    lab.shell(host, "cd /home/ubuntu && mv *.key *.crt tls/; mv *.pub tls/ || true");
  }

  /** Runs a recipe in a folder of its own. */
  private Path made(String recipe, String... arguments) throws IOException {
    Path made = Files.createDirectory(folder.resolve("made"));
    Judge.of("bash")
        .run(
            "-c",
            "cd '%s' && exec bash '%s' %s"
                .formatted(made, RESOURCES.resolve(recipe), String.join(" ", arguments)))
        .accepted();
    return made;
  }

  private void scp(Path from, String host, String names) {
    Stream<Object> files = Stream.of(names.split(" ")).map(from::resolve);
    Judge.of("scp")
        .run(
            Stream.of(connection(host), files, Stream.<Object>of("ubuntu@127.0.0.1:"))
                .flatMap(part -> part)
                .toArray())
        .accepted();
  }

  /** Puts a tree on a host, as root. */
  private void lay(Path tree, String host) throws IOException {
    Path packed = folder.resolve(host + ".tar");
    Judge.of("tar")
        .run("-C", tree, "--owner=root", "--group=root", "-cf", packed, "etc", "var")
        .accepted();
    Judge.of("scp")
        .run(
            Stream.concat(connection(host), Stream.of(packed, "root@127.0.0.1:/root/tree.tar"))
                .toArray())
        .accepted();
    lab.shell(host, "tar -C / -xf /root/tree.tar && rm /root/tree.tar");
  }

  private Stream<Object> connection(String host) {
    return Stream.of(
        "-q",
        "-i",
        lab.identity(),
        "-P",
        lab.port(host),
        "-o",
        "UserKnownHostsFile=" + folder.resolve("known_hosts"));
  }
}
