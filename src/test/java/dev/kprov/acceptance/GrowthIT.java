package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the inventory changes just what depends on it. */
class GrowthIT {

  private static final List<String> CONTROLS = List.of("control0", "control1", "control2");

  private static final Pattern RANGE = Pattern.compile("(\\[[0-9]+:)([0-9]+)]");

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
  }

  @Test
  void aNewWorkerCostsOneCertificateAndTouchesOneHost() {
    operator.edit(text -> resized(text, "worker", -1));
    converge();
    Homes homes = Homes.of(lab);
    Map<String, String> issued = operator.issued();

    operator.edit(text -> resized(text, "worker", 1));
    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .filteredOn(line -> line.startsWith("local: "))
        .containsExactly(
            "local: issue certificate node of worker2 (never issued, new key)",
            "local: issue kubeconfig node of worker2 (never issued)");
    assertThat(plan.changes())
        .filteredOn(line -> !line.startsWith("local: "))
        .hasSize(5)
        .allMatch(line -> line.startsWith("worker2: create /home/ubuntu/"));
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(homes))
        .containsExactlyInAnyOrder(
            "worker2:ca.pem",
            "worker2:kube-proxy.kubeconfig",
            "worker2:worker2.pem",
            "worker2:worker2-key.pem",
            "worker2:worker2.kubeconfig");
    assertThat(differing(issued, operator.issued()))
        .containsExactlyInAnyOrder(
            "pki/lab/ledger.jsonl",
            "pki/lab/worker2.pem",
            "pki/lab/worker2-key.pem",
            "pki/lab/worker2.kubeconfig");
  }

  @Test
  void aNewAddressOfTheApiReissuesItsCertificateOverTheSameKeyAndTouchesOneFile() {
    converge();
    Homes homes = Homes.of(lab);
    Map<String, String> issued = operator.issued();
    String serial = x509("-serial");
    String key = x509("-pubkey");

    operator.edit(text -> text.replace("address: 192.168.1.21,", "address: 192.168.1.22,"));
    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    String reason = "names: + 192.168.1.22, - 192.168.1.21";
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .containsExactly(
            "local: issue certificate kubernetes (" + reason + ", same key)",
            "control0: update /home/ubuntu/kubernetes.pem (" + reason + ")",
            "control1: update /home/ubuntu/kubernetes.pem (" + reason + ")",
            "control2: update /home/ubuntu/kubernetes.pem (" + reason + ")");
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(homes))
        .containsExactlyElementsOf(
            CONTROLS.stream().map(host -> host + ":kubernetes.pem").toList());
    assertThat(differing(issued, operator.issued()))
        .containsExactlyInAnyOrder("pki/lab/ledger.jsonl", "pki/lab/kubernetes.pem");
    assertThat(x509("-serial")).isNotEqualTo(serial);
    assertThat(x509("-pubkey")).isEqualTo(key);
    assertThat(x509("-ext", "subjectAltName"))
        .contains("IP Address:192.168.1.22")
        .doesNotContain("192.168.1.21");
    assertThat(operator.up().out()).contains("nothing to do");
  }

  @Test
  void aControlHostThatLeavesTheInventoryLeavesTheNamesOfTheApiAndKeepsItsFiles() {
    converge();
    Homes homes = Homes.of(lab);

    operator.edit(text -> resized(text, "control", -1));
    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(homes))
        .containsExactly("control0:kubernetes.pem", "control1:kubernetes.pem");
    assertThat(x509("-ext", "subjectAltName")).doesNotContain("control2");
  }

  private void converge() {
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  /** What OpenSSL tells of the certificate of the API as it lies on a control host. */
  private String x509(String... options) {
    Path certificate = lab.root("control1").resolve("home/ubuntu/kubernetes.pem");
    List<Object> line = new ArrayList<>(List.of("x509", "-noout", "-in", certificate));
    line.addAll(List.of(options));
    return Judge.of("openssl").run(line.toArray()).accepted();
  }

  private static Set<String> differing(Map<String, String> before, Map<String, String> after) {
    Map<String, String> all = new TreeMap<>(before);
    all.putAll(after);
    Set<String> names = new TreeSet<>(all.keySet());
    names.removeIf(name -> all.get(name).equals(before.get(name)) && after.containsKey(name));
    return names;
  }

  /** The inventory with so many hosts of a role more. */
  private static String resized(String inventory, String role, int by) {
    return inventory
        .lines()
        .map(line -> line.contains("\"" + role + "[") ? resized(line, by) : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String resized(String line, int by) {
    return RANGE
        .matcher(line)
        .replaceAll(range -> range.group(1) + (Integer.parseInt(range.group(2)) + by) + "]");
  }
}
