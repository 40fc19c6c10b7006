package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody spoils on a host, each alone; {@link LayoutIT} does it all at once. */
class DriftIT {

  private static final String HOME = "/home/ubuntu/";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Homes converged;
  private static Map<String, String> issued;

  private Homes before;

  @BeforeAll
  static void aClusterMadeBefore() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    converged = Homes.andAllElse(lab);
    issued = operator.issued();
  }

  @BeforeEach
  void look() {
    before = Homes.andAllElse(lab);
  }

  /** Hosts that a test left damaged are made again. */
  @AfterEach
  void makeWhole() {
    Set<String> left =
        Homes.andAllElse(lab).substance().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(converged.substance().get(entry.getKey())))
            .map(entry -> Homes.host(entry.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!left.isEmpty()) {
      lab.reset(left.toArray(String[]::new));
      assertThat(operator.up().exit()).isZero();
    }
  }

  private static List<Damage> all() {
    return Damage.of(Layout.KUBENET);
  }

  private static Stream<Damage> repaired() {
    return all().stream().filter(Damage::isRepaired);
  }

  @ParameterizedTest
  @MethodSource("repaired")
  void whatIsSpoiledIsNamedAndRepairedAndNothingElseIs(Damage damage) {
    lab.assumeRoot();
    damage.happens(lab);

    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes()).containsExactly(damage.line());
    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.changes()).containsExactly(damage.line());
    assertThat(up.exit()).as(up.toString()).isZero();
    Homes after = Homes.andAllElse(lab);
    assertThat(after.touchedSince(before)).containsExactly(damage.name());
    assertThat(after.substance()).isEqualTo(before.substance());
    assertThat(operator.issued()).isEqualTo(issued);
  }

  @Test
  void aControlHostWithAnotherKeyForTokensIsToldBeforeAllElseInEveryForm() {
    lab.shell("control1", "cd ~ubuntu; cp control1-key.pem service-account-key.pem; rm ca.pem");

    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();
    Operator.Ran json = operator.verify("--limit", "control1", "-o", "json");
    Operator.Ran junit = operator.verify("-o", "junit");
    Operator.Ran html = operator.plan("-o", "html");
    Operator.Ran up = operator.up();

    String told =
        "key pair service-account: control0, control2 hold the store's service-account-key.pem"
            + " \\(sha256 [0-9a-f]{16}\\), control1 another \\(sha256 [0-9a-f]{16}\\): tokens"
            + " signed by control1 are refused where the store's is";
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.lines().getFirst()).matches("local: error " + told);
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.errors().getFirst()).matches(told);
    JsonSchema.DOCUMENT.accepts(json.out());
    assertThat(json.out())
        .contains(
            "\"message\": \"control1 holds another service-account-key.pem than the store's (");
    assertThat(junit.out())
        .containsPattern("(?s)name=\"local\".{0,30}<failure message=\"key pair service-account: ");
    assertThat(html.out()).containsPattern("(?s)</th>.{0,400}key pair service-account: control0");
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines().getFirst())
        .startsWith("local: warning key pair service-account: before this run, control0, control2");
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  void aDirectoryWithFilesIsBlockedWithARemedyAndAllElseIsRepaired() {
    Damage full = one(Damage.Kind.FULL_DIRECTORY);
    full.happens(lab);
    Damage other =
        new Damage(Damage.Kind.DELETED, full.host(), HOME + "ca.pem", "create FILE (0644 ubuntu)");
    other.happens(lab);

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.changes()).containsExactlyInAnyOrder(full.line(), other.line());
    assertThat(plan.lines()).contains(full.host() + ":   hint: move it out of the way");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.err())
        .contains("kprov: error: " + full.error() + "\n")
        .contains("kprov: hint: move it out of the way\n");
    assertThat(lab.shell(full.host(), "cat " + full.file() + "/kept")).isEqualTo("kept");
    assertThat(Homes.andAllElse(lab).touchedSince(before))
        .containsExactlyInAnyOrder(full.name(), full.name() + "/kept", other.name());
    assertThat(operator.issued()).isEqualTo(issued);
  }

  @Test
  void anOwnerInADirectoryThatTheUserMayNotWriteIsBlockedWithARemedy() {
    lab.assumeRoot();
    lab.shell("worker2", "cd /home/ubuntu; chown root:root . worker2.pem; chmod 0755 .");

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();
    lab.shell("worker2", "cd /home/ubuntu; chown ubuntu:ubuntu .; chmod 0750 .");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.preflight())
        .containsExactly(
            "worker2 writable /home/ubuntu: it is not writable for ubuntu;"
                + " so /home/ubuntu/worker2.pem must wait make it writable for ubuntu");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors("worker2")).hasSize(1);
    assertThat(Homes.andAllElse(lab).touchedSince(before))
        .containsExactly("worker2:" + HOME + "worker2.pem");
  }

  @Test
  void aStrangerIsToldOfButNeitherRemovedNorAFault() {
    Damage stranger = one(Damage.Kind.STRANGER);
    stranger.happens(lab);

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isZero();
    assertThat(plan.changes()).containsExactly(stranger.line());
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines()).contains("gateway: 1 of 0 files, 1 stranger");
    assertThat(operator.verify().exit()).isZero();
    assertThat(lab.shell("gateway", "cat /home/ubuntu/old.pem")).isEqualTo("old");
    assertThat(Homes.andAllElse(lab).touchedSince(before)).containsExactly(stranger.name());
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.Kind.class,
      names = {"STRAY_KEY", "LEAKED"})
  void aPrivateKeyWhereItMustNotLieIsAFaultAndStays(Damage.Kind kind) {
    Damage key = one(kind);
    key.happens(lab);

    assertThat(operator.plan().changes()).containsExactly(key.line());
    assertFault(key, operator.up());
    assertFault(key, operator.verify());
    assertThat(Homes.andAllElse(lab).touchedSince(before)).containsExactly(key.name());
  }

  @Test
  void anotherProviderOfEncryptionIsRefusedOnALivingCluster() {
    Operator.Ran up = operator.up("--set", "encryption=secretbox");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .containsExactly(
            "encryption key encryption: the store's differs from the playbook (provider: aescbc →"
                + " secretbox)");
    assertThat(Homes.andAllElse(lab).touchedSince(before)).isEmpty();
    assertThat(operator.issued()).isEqualTo(issued);
  }

  private static Damage one(Damage.Kind kind) {
    return all().stream().filter(damage -> damage.kind() == kind).findFirst().orElseThrow();
  }

  private static void assertFault(Damage damage, Operator.Ran ran) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.errors()).containsExactly(damage.error());
    assertThat(ran.err()).contains("kprov: hint: find out");
  }
}
