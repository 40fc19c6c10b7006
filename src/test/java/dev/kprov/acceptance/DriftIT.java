package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
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

/** What somebody spoils on a host is named by plan and repaired by up, and nothing else is. */
class DriftIT {

  private static final String HOME = "/home/ubuntu/";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Homes converged;
  private static Map<String, String> issued;

  private Homes before;

  /** Something that is done to a file on a host, and what a plan says of it. */
  private record Damage(String host, String file, String script, String told) {

    String name() {
      return host + ":" + file;
    }

    String line() {
      return host + ": " + told.replace("FILE", HOME + file);
    }

    void happens() {
      lab.shell(host, "cd /home/ubuntu\n" + script.replace("FILE", file));
    }
  }

  @BeforeAll
  static void aClusterMadeBefore() {
    lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    converged = Homes.of(lab);
    issued = operator.issued();
  }

  @BeforeEach
  void look() {
    before = Homes.of(lab);
  }

  /** Hosts that a test left damaged are made again. */
  @AfterEach
  void makeWhole() {
    Set<String> left =
        Homes.of(lab).substance().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(converged.substance().get(entry.getKey())))
            .map(entry -> Homes.host(entry.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!left.isEmpty()) {
      lab.reset(left.toArray(String[]::new));
      assertThat(operator.up().exit()).isZero();
    }
  }

  @Test
  void aFlippedByteIsRepaired() {
    isRepaired(flippedByte());
  }

  @Test
  void aDeletedFileIsMadeAgain() {
    isRepaired(deletedFile());
  }

  @Test
  void aWidenedModeIsNarrowed() {
    isRepaired(widenedMode());
  }

  @Test
  void anOwnerWhomTheUserCannotChangeIsMendedByReplacingTheFile() {
    lab.assumeRoot();
    isRepaired(changedOwner());
  }

  @Test
  void anUnreadableFileIsReplaced() {
    lab.assumeRoot();
    isRepaired(unreadableFile());
  }

  @Test
  void aFileThatItsOwnerMayNotReadIsReplaced() {
    isRepaired(closedFile());
  }

  @Test
  void aSymlinkIsReplacedAndItsTargetLeftAlone() {
    Damage link = symlink();
    isRepaired(link);
    assertThat(lab.shell(link.host(), "cat /home/ubuntu/elsewhere; rm /home/ubuntu/elsewhere"))
        .isEqualTo("precious");
  }

  @Test
  void anEmptyDirectoryGivesWay() {
    isRepaired(emptyDirectory());
  }

  @Test
  void aDirectoryWithFilesIsBlockedWithARemedyAndAllElseIsRepaired() {
    Damage full = fullDirectory();
    full.happens();
    Damage other = new Damage(full.host(), "ca.pem", "rm FILE", "create FILE (0644 ubuntu)");
    other.happens();

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.changes()).containsExactlyInAnyOrder(full.line(), other.line());
    assertThat(plan.lines()).contains(full.host() + ":   hint: move it out of the way");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.err())
        .contains(
            "kprov: error: %s: %s%s: a directory with files is in its place\n"
                .formatted(full.host(), HOME, full.file()))
        .contains("kprov: hint: move it out of the way\n");
    assertThat(lab.shell(full.host(), "cat /home/ubuntu/" + full.file() + "/kept"))
        .isEqualTo("kept");
    assertThat(Homes.of(lab).touchedSince(before))
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
    assertThat(plan.changes())
        .containsExactly(
            "worker2: blocked /home/ubuntu: it is not writable for ubuntu;"
                + " so /home/ubuntu/worker2.pem must wait");
    assertThat(plan.lines()).contains("worker2:   hint: make it writable for ubuntu");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors("worker2")).hasSize(1);
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("worker2:worker2.pem");
  }

  @Test
  void aStrangerIsToldOfButNeitherRemovedNorAFault() {
    lab.shell("gateway", "echo old > /home/ubuntu/old.pem");

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isZero();
    assertThat(plan.changes()).containsExactly("gateway: warning /home/ubuntu/old.pem: a stranger");
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines()).contains("gateway: 1 of 0 files, 1 stranger");
    assertThat(operator.verify().exit()).isZero();
    assertThat(lab.shell("gateway", "cat /home/ubuntu/old.pem")).isEqualTo("old");
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("gateway:old.pem");
  }

  @Test
  void aPrivateKeyThatNobodyWantsThereIsAFault() {
    Damage key = strayKey();
    key.happens();

    assertThat(operator.plan().changes()).containsExactly(key.line());
    assertFault(key, operator.up());
    assertFault(key, operator.verify());
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly(key.name());
  }

  @Test
  void theKeyOfTheAuthorityOnAWorkerIsAFaultAndStays() {
    Damage leak = leakedAuthority();
    leak.happens();

    Operator.Ran plan = operator.plan();

    assertThat(plan.changes()).containsExactly(leak.line());
    assertFault(leak, operator.up());
    assertFault(leak, operator.verify());
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly(leak.name());
  }

  @Test
  void anotherProviderOfEncryptionIsRefusedOnALivingCluster() {
    Operator.Ran up = operator.up("--set", "encryption=secretbox");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .containsExactly(
            "encryption key encryption: the store's differs from the playbook (provider: aescbc →"
                + " secretbox)");
    assertThat(Homes.of(lab).touchedSince(before)).isEmpty();
    assertThat(operator.issued()).isEqualTo(issued);
  }

  @Test
  void allAtOnceEachIsNamedAndJustTheChangesAreMade() {
    lab.assumeRoot();
    List<Damage> repairable =
        List.of(
            flippedByte(),
            deletedFile(),
            widenedMode(),
            changedOwner(),
            unreadableFile(),
            closedFile(),
            symlink(),
            emptyDirectory());
    List<Damage> left = List.of(fullDirectory(), strayKey(), leakedAuthority());
    repairable.forEach(Damage::happens);
    left.forEach(Damage::happens);
    Homes damaged = Homes.of(lab);

    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.changes())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(repairable.stream(), left.stream()).map(Damage::line).toList());
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(Homes.of(lab)).isEqualTo(damaged);

    Operator.Ran up = operator.up();

    Homes after = Homes.of(lab);
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors()).hasSize(left.size());
    assertThat(after.touchedSince(damaged))
        .containsExactlyInAnyOrderElementsOf(repairable.stream().map(Damage::name).toList());
    repairable.forEach(damage ->
        assertThat(after.substance(damage.name())).isEqualTo(before.substance(damage.name())));
    assertThat(operator.issued()).isEqualTo(issued);
    assertThat(operator.plan().changes())
        .containsExactlyInAnyOrderElementsOf(left.stream().map(Damage::line).toList());
  }

  private void isRepaired(Damage damage) {
    damage.happens();
    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes()).containsExactly(damage.line());
    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.changes()).containsExactly(damage.line());
    assertThat(up.exit()).as(up.toString()).isZero();
    Homes after = Homes.of(lab);
    assertThat(after.touchedSince(before)).contains(damage.name());
    assertThat(after.touchedSince(before)).isSubsetOf(damage.name(), damage.host() + ":elsewhere");
    assertThat(after.substance(damage.name())).isEqualTo(before.substance(damage.name()));
    assertThat(operator.issued()).isEqualTo(issued);
  }

  private static void assertFault(Damage damage, Operator.Ran ran) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.errors()).containsExactly(damage.line().replace(": error ", ": "));
    assertThat(ran.err()).contains("kprov: hint: find out");
  }

  private static Damage flippedByte() {
    return new Damage(
        "control0",
        "encryption-config.yaml",
        "printf '#' | dd of=FILE bs=1 seek=40 conv=notrunc status=none",
        "update FILE (content differs)");
  }

  private static Damage deletedFile() {
    return new Damage("worker1", "worker1-key.pem", "rm FILE", "create FILE (0600 ubuntu)");
  }

  private static Damage widenedMode() {
    return new Damage(
        "control1", "ca-key.pem", "chmod 0640 FILE", "update FILE (mode 0640 → 0600)");
  }

  private static Damage changedOwner() {
    return new Damage(
        "worker2",
        "ca.pem",
        "chown root:root FILE",
        "update FILE (owner root → ubuntu; group root → ubuntu)");
  }

  private static Damage unreadableFile() {
    return new Damage(
        "worker2",
        "worker2.kubeconfig",
        "chown root:root FILE",
        "update FILE (content cannot be read; owner root → ubuntu; group root → ubuntu)");
  }

  private static Damage closedFile() {
    return new Damage(
        "worker0",
        "worker0.kubeconfig",
        "chmod 0 FILE",
        "update FILE (content cannot be read; mode 0000 → 0600)");
  }

  private static Damage symlink() {
    return new Damage(
        "control2",
        "service-account.pem",
        "echo precious > elsewhere; ln -sfn elsewhere FILE",
        "update FILE (type symlink → file)");
  }

  private static Damage emptyDirectory() {
    return new Damage(
        "control2",
        "control2-key.pem",
        "rm FILE; mkdir FILE",
        "update FILE (type empty directory → file)");
  }

  private static Damage fullDirectory() {
    return new Damage(
        "worker0",
        "kube-proxy.kubeconfig",
        "rm FILE; mkdir FILE; echo kept > FILE/kept",
        "blocked FILE: a directory with files is in its place");
  }

  private static Damage strayKey() {
    return new Damage(
        "gateway",
        "found.pem",
        "echo '-----BEGIN PRIVATE KEY-----' > FILE",
        "error FILE: a stranger that holds a private key");
  }

  private static Damage leakedAuthority() {
    return new Damage(
        "worker1",
        "ca-key.pem",
        "cat > FILE <<'END'\n" + lab.shell("control0", "cat /home/ubuntu/ca-key.pem") + "\nEND",
        "error FILE: a file of another host or role lies here, and it holds a private key");
  }
}
