package dev.kprov.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.Subject;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good files come to. */
class ClusterFilesTest {

  private static final Operator OPERATOR = new Operator(Path.of("/home/op"), "op");

  @TempDir private Path folder;
  private String inventory = "";
  private String playbook = "";

  @BeforeEach
  void takeTheGoodFiles() throws IOException {
    inventory = Files.readString(Case.GOOD.resolve("inventory.yaml"));
    playbook = Files.readString(Case.GOOD.resolve("playbook.yaml"));
  }

  @Test
  void rangesOfOneHostRunInLockStepAlsoBelowIt() throws Exception {
    inventory =
        inventory.replace(
            "address: \"10.0.0.[10:11]\"",
            """
            address: "10.0.0.[9:10]"
                nodeName: "n[08:09].x"
                ssh: { host: "gw-[a:b]", port: "220[1:2]" }
                vars: { org: "Org [X:Y]" }\
            """);
    List<Host> hosts = read().inventory().hosts();
    assertThat(hosts).extracting(Host::name).containsExactly("cp0", "cp1", "worker0");
    assertThat(hosts).extracting(Host::address).contains("10.0.0.9", "10.0.0.10");
    assertThat(hosts).extracting(Host::nodeName).contains("n08.x", "n09.x");
    assertThat(hosts)
        .extracting(host -> host.ssh().endpoint())
        .containsExactly("gw-a:2201", "gw-b:2202", "10.0.0.20:2222");
    assertThat(subject("node", "cp1").values("O")).containsExactly("Org Y", "system:nodes");
  }

  @Test
  void whatAHostGetsMayDependOnItsArchitecture() throws Exception {
    playbook = playbook.replace("name: kubelet.conf", "name: \"kubelet.{{ host.arch }}\"");
    assertThat(resources("worker0")).anyMatch(one -> one.contains("/etc/kubernetes/kubelet.arm64"));
  }

  @Test
  void aFileOfThisMachineIsChosenByArchitectureAndLooksWhatItIs() throws Exception {
    Files.createDirectories(folder.resolve("bin/arm64"));
    Path etcd = Files.writeString(folder.resolve("bin/arm64/etcd"), "for arm64");
    Sha256 hash = Sha256.of("for arm64".getBytes(UTF_8));
    push("source: \"bin/{{ host.arch }}/etcd\", mode: 0755, sha256: { arm64: \"%s\" }", hash);

    assertThat(copies(read()))
        .containsExactly(
            new Resource.Copy(
                new RemotePath("/etc/kubernetes/etcd"),
                new LocalFile("bin/arm64/etcd", etcd, hash, Optional.of(9L), false),
                new Mode(0755),
                "root",
                ""));
    Files.delete(etcd);
    assertThat(copies(unread()))
        .containsExactly(
            new Resource.Copy(
                new RemotePath("/etc/kubernetes/etcd"),
                new LocalFile("bin/arm64/etcd", etcd, hash, Optional.empty(), false),
                new Mode(0755),
                "root",
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQE\n-----END PRIVATE KEY-----\n",
        "Bag\r\n-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\n",
        "- user:\n    client-key-data: LS0tLS1CRUdJTiBSU0E=\n"
      })
  void aPrivateKeyOfThisMachineIsNotForEverybodysEyes(String content) throws Exception {
    Files.writeString(folder.resolve("odd"), content);
    Sha256 hash = Sha256.of(content.getBytes(UTF_8));
    push("source: odd, mode: 0640, sha256: \"%s\"", hash);
    assertThat(copies(read())).allMatch(copy -> copy.source().secret()).hasSize(1);

    playbook = playbook.replace("mode: 0640", "mode: 0644");
    assertThatThrownBy(this::read)
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("mode 0644 lets everybody at the private key in odd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0ELF\0-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQE\n",
        "if (line == \"-----BEGIN PRIVATE KEY-----\") { key }",
        "client-key-data: {{ key }}"
      })
  void whatOnlySpeaksOfPrivateKeysIsNoSecret(String content) throws Exception {
    Files.writeString(folder.resolve("odd"), content);
    push("source: odd, sha256: \"%s\"", Sha256.of(content.getBytes(UTF_8)));

    assertThat(copies(read())).noneMatch(copy -> copy.source().secret()).hasSize(1);
  }

  /** The worker gets a file in the place of its kubeconfig. */
  private void push(String entry, Sha256 hash) {
    playbook = playbook.replace("item: node.kubeconfig, name: kubelet.conf", entry.formatted(hash));
  }

  private static List<Resource.Copy> copies(ClusterDefinition read) {
    return read.playbook().desired(read.inventory().hosts().getLast()).copies();
  }

  private ClusterDefinition unread() throws RunFailure {
    return ClusterFiles.read(
        folder.resolve("inventory.yaml"),
        Map.of(),
        OPERATOR,
        _ -> new Ledger(List.of()),
        _ -> false,
        _ -> {});
  }

  @Test
  void zerosOfARangeAreKept() throws Exception {
    inventory =
        inventory.replace("cp[0:1]", "cp[098:101]").replace("10.0.0.[10:11]", "10.0.0.[98:101]");
    assertThat(read().inventory().hosts())
        .extracting(Host::name)
        .startsWith("cp098", "cp099", "cp100", "cp101");
  }

  @Test
  void anIpv6AddressIsNoRangeAndBecomesCanonical() throws Exception {
    inventory = inventory.replace("address: 10.0.0.20", "address: FD00:0:0:0::a:20");
    Host worker = read().inventory().hosts().getLast();
    assertThat(worker.address()).isEqualTo("fd00::a:20");
    assertThat(worker.ssh().endpoint()).isEqualTo("[fd00::a:20]:2222");
  }

  @Test
  void sshSettingsOfAHostGoBeforeThoseOfAll() throws Exception {
    String pin = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    inventory =
        inventory
            .replace(
                "ssh: { user: admin }",
                "ssh: { identityFile: ~/.ssh/id, knownHosts: kh, become: sudo }")
            .replace(
                "{ port: 2222 }",
                "{ user: root, become: none, identityFile: /k, hostKey: \"" + pin + "\" }");
    List<Host> hosts = read().inventory().hosts();
    SshSettings control = hosts.getFirst().ssh();
    assertThat(control.user()).isEqualTo("op");
    assertThat(control.port()).isEqualTo(22);
    assertThat(control.become()).isEqualTo(Become.SUDO);
    assertThat(control.keys().files()).containsExactly(Path.of("/home/op/.ssh/id"));
    assertThat(control.proof().files()).containsExactly(folder.resolve("kh"));
    SshSettings worker = hosts.getLast().ssh();
    assertThat(worker.user()).isEqualTo("root");
    assertThat(worker.become()).isEqualTo(Become.NONE);
    assertThat(worker.keys().files()).containsExactly(Path.of("/k"));
    assertThat(worker.proof().pin()).hasValue(pin);
    assertThat(worker.proof().files()).containsExactly(folder.resolve("kh"));
  }

  @Test
  void knownHostsAreTheOperatorsUnlessNamed() throws Exception {
    assertThat(read().inventory().hosts().getFirst().ssh().proof().files())
        .containsExactly(
            Path.of("/home/op/.ssh/known_hosts"), Path.of("/home/op/.ssh/known_hosts2"));
  }

  @Test
  void varsAreThePlaybooksThenTheInventorysThenTheHosts() throws Exception {
    assertThat(subject("node", "cp0").values("O")).contains("Example");
    assertThat(subject("node", "worker0").values("O")).contains("Other");
    inventory = inventory.replace("vars: { org: Example }\n", "");
    assertThat(subject("node", "cp0").values("O")).contains("Nobody");
  }

  @Test
  void varsOfTheCommandLineGoBeforeAll() throws Exception {
    Map<String, String> sets = Map.of("org", "1.30", "extra", "[c.example, d.example]");
    ClusterDefinition read = read(sets);
    assertThat(certificate(read, "node", "worker0").subject().values("O")).contains("1.30");
    Item.Certificate api = (Item.Certificate) item(read, ItemId.Section.CERTIFICATE, "api");
    assertThat(api.names().dns()).containsExactly("api", "c.example", "d.example");
  }

  @Test
  void varsOfTheCommandLineAreReadStrictly() {
    assertThatThrownBy(() -> read(Map.of("orgg", "x"))).hasMessage("--set orgg: unknown var orgg");
    assertThatThrownBy(() -> read(Map.of("org", " "))).hasMessage("--set org: it has no value");
    assertThatThrownBy(() -> read(Map.of("org", "[a]")))
        .hasMessage("--set org: var org is a text, not a list, in the playbook");
    assertThatThrownBy(() -> read(Map.of("life", "long")))
        .hasMessageContaining("playbook.yaml:17:17: validity long is no span of time");
  }

  @Test
  void aDualStackClusterHasTwoServiceAddresses() throws Exception {
    inventory = inventory.replace("10.32.0.0/16", "10.32.0.0/16,fd00:32::/112");
    playbook = playbook.replace("names: [api,", "names: [api, \"{{ cluster.serviceIps }}\",");
    Item.Certificate api = (Item.Certificate) item(read(), ItemId.Section.CERTIFICATE, "api");
    assertThat(api.names().ips()).startsWith("10.32.0.1", "fd00:32::1");
  }

  @Test
  void filesOfOneNameOnEveryHostLieApartInTheStore() throws Exception {
    assertThat(certificate(read(), "node", "cp1").certFile()).hasToString("hosts/cp1/kubelet.crt");
  }

  @Test
  void thatDoesNotDependOnTheNumberOfHosts() throws Exception {
    playbook = playbook.replace("for: [control, worker]", "for: [worker]");
    playbook = playbook.replace("on: [control, worker]\n    push", "on: [worker]\n    push");
    playbook = playbook.replace("{ count: 5, chains: true }", "{ chains: true }");
    assertThat(certificate(read(), "node", "worker0").keyFile())
        .hasToString("hosts/worker0/kubelet.key");
    Item.Kubeconfig config =
        (Item.Kubeconfig)
            item(read(), new ItemId(ItemId.Section.KUBECONFIG, "node", opt("worker0")));
    assertThat(config.file()).hasToString("worker0.conf");
  }

  @Test
  void aPushStatesItsDirectoryAndItsFilesAsTheyAreAsked() throws Exception {
    assertThat(resources("cp0"))
        .containsExactly(
            "0750 root:root /etc/kubernetes/pki",
            "0644 root:root /etc/kubernetes/pki/ca.crt <- ca.crt",
            "0600 root:root /etc/kubernetes/pki/kubelet.key <- hosts/cp0/kubelet.key",
            "0644 root:root /etc/kubernetes/pki/kubelet.crt <- hosts/cp0/kubelet.crt",
            "0444 admin: ~/sa.pub <- sa.pub",
            "0600 admin: ~/etcd-cp0.yaml <- encryption.yaml");
    assertThat(resources("worker0"))
        .endsWith(
            "0755 root: /etc/kubernetes",
            "0600 root: /etc/kubernetes/kubelet.conf <- worker0.conf");
  }

  @Test
  void aHostOfSeveralRolesHoldsTheUnion() throws Exception {
    inventory = inventory.replace("role: worker", "roles: [worker, control]");
    playbook = playbook.replace("verify: { count: 4 }", "verify: { count: 6 }");
    assertThat(resources("worker0")).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void whatAPushOwnsIsOwnedOnEveryHost() throws Exception {
    playbook =
        playbook.replace(
            "owner: \"{{ ssh.user }}\"", "owner: x\n      owns: \"{{ host.name }}.*\"");
    ClusterDefinition read = read();
    Host worker = read.inventory().hosts().getLast();
    assertThat(read.playbook().desired(worker).owned())
        .anySatisfy(owned -> assertThat(owned.patterns()).containsExactly("worker0.*"));
  }

  @Test
  void aKubeconfigPointsToTheApiServerUnlessItSaysOtherwise() throws Exception {
    ItemId id = new ItemId(ItemId.Section.KUBECONFIG, "node", opt("worker0"));
    Item.Kubeconfig config = (Item.Kubeconfig) item(read(), id);
    assertThat(config.server()).isEqualTo("https://api:6443");
    assertThat(config.cluster()).isEqualTo("test");
    playbook =
        playbook.replace(
            "context: default",
            "context: default\n      server: \"https://{{ host.address }}:6443\"");
    config = (Item.Kubeconfig) item(read(), id);
    assertThat(config.server()).isEqualTo("https://10.0.0.20:6443");
  }

  @Test
  void theLabIsTheGuidesClusterOnLoopback() throws Exception {
    ClusterDefinition lab = ClusterFiles.read(Path.of("inventory/lab.yaml"), Map.of(), OPERATOR);
    assertThat(lab.inventory().hosts()).hasSize(7);
    assertThat(lab.inventory().hosts().getLast().ssh().endpoint()).isEqualTo("127.0.0.1:24006");
  }

  @Test
  void everyShippedPlaybookIsInTheIndexAndHasAnInventory() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("playbooks"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("index.txt"),
                      ClusterFiles.shippedPlaybooks().stream().map(name -> name + ".yaml"))
                  .toList());
    }
    for (String name : ClusterFiles.shippedPlaybooks()) {
      Path inventory = Path.of("inventory", name + ".yaml");
      assertThat(ClusterFiles.read(inventory, Map.of(), OPERATOR).playbook().name())
          .isEqualTo(name);
    }
  }

  private static Optional<String> opt(String host) {
    return Optional.of(host);
  }

  private ClusterDefinition read() throws Exception {
    return read(Map.of());
  }

  private ClusterDefinition read(Map<String, String> sets) throws IOException, RunFailure {
    Files.writeString(folder.resolve("playbook.yaml"), playbook);
    Path file = Files.writeString(folder.resolve("inventory.yaml"), inventory);
    return ClusterFiles.read(file, sets, OPERATOR);
  }

  private Subject subject(String certificate, String host) throws Exception {
    return certificate(read(), certificate, host).subject();
  }

  private static Item.Certificate certificate(ClusterDefinition read, String name, String host) {
    ItemId id = new ItemId(ItemId.Section.CERTIFICATE, name, opt(host));
    return (Item.Certificate) item(read, id);
  }

  private static Item item(ClusterDefinition read, ItemId.Section section, String name) {
    return item(read, ItemId.of(section, name));
  }

  private static Item item(ClusterDefinition read, ItemId id) {
    return read.playbook().pki().item(id);
  }

  private List<String> resources(String name) throws Exception {
    ClusterDefinition read = read();
    Host host =
        read.inventory().hosts().stream()
            .filter(h -> h.name().equals(name))
            .findFirst()
            .orElseThrow();
    return read.playbook().desired(host).resources().stream().map(ClusterFilesTest::shown).toList();
  }

  private static String shown(Resource resource) {
    Resource.Present there = (Resource.Present) resource;
    String what = there.mode() + " " + there.owner() + ":" + there.group() + " " + there.path();
    return resource instanceof Resource.File file ? what + " <- " + file.source() : what;
  }
}
