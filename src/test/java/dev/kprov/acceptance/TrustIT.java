package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First trust: gathered, shown, accepted by a person, and never a key in the place of another. */
class TrustIT {

  @TempDir private Path folder;
  private Operator operator;
  private Path knownHosts;

  @BeforeEach
  void nobodyIsTrusted() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    knownHosts = folder.resolve("known_hosts");
    Files.delete(knownHosts);
  }

  @Test
  void aHostThatNobodyVouchesForIsNotSpokenToAndTheRemedyIsNamed() {
    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(69);
    assertThat(plan.out()).contains("run: kprov trust " + operator.inventory() + "\n");
    assertThat(knownHosts).doesNotExist();
  }

  @Test
  void whereNobodyCanBeAskedNothingIsTrusted() {
    Operator.Ran trust = operator.run("trust");

    assertThat(trust.exit()).as(trust.toString()).isEqualTo(64);
    assertThat(trust.err()).contains("run again with --yes");
    assertThat(knownHosts).doesNotExist();
  }

  @Test
  void acceptedKeysAreThoseThatTheHostsReallyHave() throws IOException {
    Operator.Ran trust = operator.run("trust", "--yes");

    assertThat(trust.exit()).as(trust.toString()).isZero();
    assertThat(Files.readAllLines(knownHosts))
        .containsExactlyInAnyOrderElementsOf(operator.lab().knownHosts());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(knownHosts)))
        .isEqualTo("rw-------");
    assertThat(operator.plan().err()).isEmpty();
  }

  @Test
  void whatIsTrustedAlreadyIsNotWrittenAgain() throws IOException {
    operator.run("trust", "--yes");
    List<String> before = Files.readAllLines(knownHosts);
    Object written = Files.getLastModifiedTime(knownHosts);

    Operator.Ran again = operator.run("trust", "--yes");

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).endsWith("nothing new to trust\n");
    assertThat(Files.readAllLines(knownHosts)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(knownHosts)).isEqualTo(written);
  }

  @Test
  void aChangedKeyIsRefusedWithBothFingerprintsAndIsNeverAdded() throws IOException {
    operator.run("trust", "--yes");
    List<String> before = Files.readAllLines(knownHosts);
    operator.lab().rekey("worker1");

    Operator.Ran trust = operator.run("trust", "--yes");

    assertThat(trust.exit()).as(trust.toString()).isEqualTo(1);
    assertThat(trust.err())
        .contains("kprov: error: worker1: host key has changed: known SHA256:")
        .contains("offered SHA256:")
        .contains("ssh-keygen -R '[127.0.0.1]:" + operator.lab().port("worker1") + "'");
    assertThat(Files.readAllLines(knownHosts)).isEqualTo(before);
  }
}
