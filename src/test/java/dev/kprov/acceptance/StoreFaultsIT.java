package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong with the operator's own folder. */
class StoreFaultsIT {

  private static final int PAGE = 4096;
  private static final String ISSUE = "local: issue certificate node of worker0 (";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @TempDir private Path disk;

  @BeforeAll
  static void twoHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "worker0"));
  }

  @BeforeEach
  void aConvergedCluster() {
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  private static Path inStore(String name) {
    return operator.store().resolve(name);
  }

  private static void assertGoodAgain() {
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  void aDiskThatIsFullAtAnyMomentLosesNothingAndTheNextRunConverges() throws IOException {
    try (SmallDisk small = SmallDisk.at(disk)) {
      Files.writeString(disk.resolve("filler"), "x");
      String[] elsewhere = {"--store", disk.resolve("store").toString()};
      int used = freshRun(small, elsewhere);
      int journal = pages("journal.jsonl");
      // While a run works, its name takes one page of the lock.
      int all = used + 1;
      List<String> causes = new ArrayList<>();
      int[] rooms = {0, 1, 2, 3, 4, 5, all / 2, all - journal - 1, all - journal, all - 1};
      for (int room : rooms) {
        forget(small);
        small.leave(room);
        Operator.Ran up = operator.up(elsewhere);
        assertThat(up.exit()).as(room + " of " + all + " pages: " + up).isEqualTo(74);
        causes.addAll(up.errors());
        if (up.errors().size() == 1 && up.err().contains("journal.jsonl")) {
          assertThat(up.out())
              .contains("worker0: 5 of 5 files")
              .endsWith("; all 2 hosts as they should be\n");
        }
        assertThat(up.err()).contains("kprov: hint: free some space there and run again");
        small.leavePlenty();
        Operator.Ran again = operator.up(elsewhere);
        assertThat(again.exit()).as(room + " pages, then plenty: " + again).isZero();
      }
      assertThat(causes)
          .anyMatch(cause -> cause.matches("cannot lock .*/lock: no space left on device"))
          .anyMatch(cause -> cause.matches("cannot write .*/generation: no space left on device"))
          .anyMatch(cause -> cause.matches("cannot write .*-key.pem: no space left on device"))
          .anyMatch(cause -> cause.matches("cannot write .*/ledger.jsonl: no space .*"))
          .anyMatch(cause -> cause.matches("cannot write .*/journal.jsonl: no space .*"));
    }
    lab.reset("control0", "worker0");
    deleteStore(operator.store());
  }

  private int freshRun(SmallDisk small, String... elsewhere) throws IOException {
    forget(small);
    Operator.Ran up = operator.up(elsewhere);
    assertThat(up.exit()).as(up.toString()).isZero();
    return small.used() - 1;
  }

  private void forget(SmallDisk small) throws IOException {
    small.leavePlenty();
    deleteStore(disk.resolve("store"));
    for (String host : List.of("control0", "worker0")) {
      lab.shell(host, "rm -rf /home/ubuntu/*");
    }
  }

  private int pages(String name) throws IOException {
    return Math.toIntExact((Files.size(disk.resolve("store").resolve(name)) + PAGE - 1) / PAGE);
  }

  private static void deleteStore(Path store) throws IOException {
    if (Files.exists(store)) {
      try (Stream<Path> files = Files.walk(store)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void aStoreThatMayNotBeWrittenServesPlanAndVerify() throws IOException {
    try (SmallDisk small = SmallDisk.at(disk)) {
      Path store = disk.resolve("store");
      copy(operator.store(), store);
      small.mayBeWritten(false);
      assertThat(operator.plan("--store", store.toString()).exit()).isZero();
      assertThat(operator.verify("--store", store.toString()).exit()).isZero();
      lab.shell("worker0", "rm /home/ubuntu/ca.pem");
      assertThat(operator.plan("--store", store.toString()).exit()).isEqualTo(2);

      Operator.Ran up = operator.up("--store", store.toString());

      assertThat(up.exit()).isEqualTo(74);
      assertThat(up.errors())
          .containsExactly("cannot lock " + store.resolve("lock") + ": read-only file system");
      assertThat(up.err()).contains("kprov: hint: make the store usable for this user");
      small.mayBeWritten(true);
      assertThat(operator.up("--store", store.toString()).exit()).isZero();
    }
  }

  /** Puts other content, or nothing, in the place of a file, and does what is then advised. */
  private static void damage(String name, String content, int exit, String... told)
      throws IOException {
    byte[] good = Files.readAllBytes(inStore(name));
    try {
      Files.delete(inStore(name));
      if (!content.isEmpty()) {
        Files.writeString(inStore(name), content);
      }
      Operator.Ran plan = operator.plan();
      assertThat(plan.exit()).as(plan.toString()).isEqualTo(exit);
      assertThat(plan.out()).contains(told);
      if (exit == 2) {
        assertGoodAgain();
        return;
      }
      Homes before = Homes.of(lab);
      assertThat(operator.up().exit()).isEqualTo(1);
      assertThat(Homes.of(lab)).isEqualTo(before);
    } finally {
      if (exit == 1) {
        Files.write(inStore(name), good);
      }
    }
    assertThat(operator.plan().exit()).isZero();
  }

  private static String half(String name) throws IOException {
    String whole = Files.readString(inStore(name));
    return whole.substring(0, whole.length() / 2);
  }

  @Test
  void aKeyOfTheAuthorityThatIsCutOffIsNeverReplaced() throws IOException {
    damage(
        "ca-key.pem",
        half("ca-key.pem"),
        1,
        "blocked authority ca: ",
        "restore it from a backup of the store");
  }

  @Test
  void aKeyOfTheAuthorityThatIsGoneIsNeverReplaced() throws IOException {
    damage("ca-key.pem", "", 1, "blocked authority ca: ", "restore it from a backup of the store");
  }

  @Test
  void aKeyThatIsNotTheAuthoritysIsTold() throws IOException {
    String other = Files.readString(inStore("service-account-key.pem"));
    damage(
        "ca-key.pem", other, 1, "blocked authority ca: ", "restore it from a backup of the store");
  }

  @Test
  void aCertificateThatIsCutOffIsIssuedAgainAndSaysWhy() throws IOException {
    damage("worker0.pem", half("worker0.pem"), 2, ISSUE + "worker0.pem is cut short");
  }

  @Test
  void aKeyThatIsCutOffIsIssuedAgainAndSaysWhy() throws IOException {
    damage("worker0-key.pem", half("worker0-key.pem"), 2, ISSUE + "worker0-key.pem is cut short");
  }

  @Test
  void aKeyThatIsNotItsCertificatesIsIssuedAgainAndSaysWhy() throws IOException {
    String other = Files.readString(inStore("control0-key.pem"));
    damage("worker0-key.pem", other, 2, ISSUE + "worker0-key.pem is not the key of worker0.pem");
  }

  @Test
  void aCertificateWithoutItsKeyAndAKeyWithoutItsCertificateAreIssuedAgain() throws IOException {
    damage("worker0-key.pem", "", 2, ISSUE + "worker0-key.pem is missing from the store");
    damage("worker0.pem", "", 2, ISSUE + "worker0.pem is missing from the store");
  }

  @Test
  void modesThatAreTooWideAreToldAndMendedByTheNextRunThatWrites() throws IOException {
    Files.setPosixFilePermissions(operator.store(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        inStore("ca-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    Operator.Ran verify = operator.verify();
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");
    Operator.Ran up = operator.up();

    assertThat(verify.exit()).isZero();
    assertThat(verify.out())
        .contains(operator.store() + " is open to other users")
        .contains(inStore("ca-key.pem") + " is open to other users")
        .contains("chmod 600 it; a run that writes to the store does so too");
    assertThat(up.exit()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(operator.store())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inStore("ca-key.pem"))))
        .isEqualTo("rw-------");
    assertThat(operator.verify().out()).doesNotContain("open to other users");
  }

  @Test
  void aLedgerLineCutShortAtTheEndIsToldAndCountsForNothing() throws IOException {
    String whole = Files.readString(inStore("ledger.jsonl"));
    Files.writeString(inStore("ledger.jsonl"), whole + "{\"time\":\"2026-11-22T");

    Operator.Ran verify = operator.verify();

    assertThat(verify.exit()).as(verify.toString()).isZero();
    assertThat(verify.out())
        .contains("the last line of " + inStore("ledger.jsonl") + " is cut short");
    operator.edit(text -> text.replace("port: 6443 }", "port: 6443, extraNames: [cut.lab] }"));
    assertGoodAgain();
    assertThat(Files.readString(inStore("ledger.jsonl"))).startsWith(whole + "{\"time\":");
    assertThat(operator.verify().out()).doesNotContain("cut short");
    operator.edit(text -> text.replace(", extraNames: [cut.lab] }", " }"));
  }

  @Test
  void aDamagedLedgerLineInTheMiddleStopsTheRunWithItsPlace() throws IOException {
    String whole = Files.readString(inStore("ledger.jsonl"));
    Files.writeString(inStore("ledger.jsonl"), whole.replaceFirst("\n\\{", "\n"));
    Map<String, String> traces = operator.traces();

    for (String command : List.of("plan", "verify", "up")) {
      Operator.Ran ran = operator.run(command);
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(78);
      assertThat(ran.errors())
          .containsExactly(inStore("ledger.jsonl") + ":2:1: this line is no entry of a ledger");
      assertThat(ran.err()).contains("kprov: hint: restore the file from a backup");
    }

    assertThat(operator.traces()).isEqualTo(traces);
    Files.writeString(inStore("ledger.jsonl"), whole);
    assertGoodAgain();
  }

  @Test
  void aStoreBehindASymlinkWorksLikeAnyOther() throws IOException {
    Path elsewhere = disk.resolve("store");
    Files.move(operator.store(), elsewhere);
    Files.createSymbolicLink(operator.store(), elsewhere);
    Files.writeString(elsewhere.resolve(".kprov-1.tmp"), "of a dead run");
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");

    assertGoodAgain();

    assertThat(operator.store()).isSymbolicLink();
    assertThat(elsewhere.resolve(".kprov-1.tmp")).doesNotExist();
    Files.delete(operator.store());
    Files.move(elsewhere, operator.store());
  }

  @Test
  void aStoreBehindASymlinkThatLeadsNowhereIsNotAnEmptyStore() throws IOException {
    Path elsewhere = disk.resolve("not-mounted");
    Files.move(operator.store(), elsewhere);
    Files.createSymbolicLink(operator.store(), disk.resolve("nowhere"));

    for (String command : List.of("plan", "verify", "up")) {
      Operator.Ran ran = operator.run(command);
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(74);
      assertThat(ran.errors())
          .containsExactly(
              "cannot read "
                  + operator.store()
                  + ": no such file, or a symlink that leads nowhere");
      assertThat(ran.err()).contains("kprov: hint: mount or restore what belongs at ");
    }

    Files.delete(operator.store());
    Files.move(elsewhere, operator.store());
  }

  @Test
  void theSecondOfTwoRunsIsToldWhoHoldsTheStoreAndMayWaitForIt() throws Exception {
    String port = Integer.toString(lab.port("worker0"));
    try (SilentServer silent = new SilentServer()) {
      operator.edit(text -> text.replace(port, Integer.toString(silent.port())));
      try (KprovProcess first = KprovProcess.start(operator, "up")) {
        assertThat(silent.awaitCaller()).isTrue();
        operator.edit(text -> text.replace(Integer.toString(silent.port()), port));
        first.awaitHold(operator.store());

        Operator.Ran second = operator.up();

        assertThat(second.exit()).as(second.toString()).isEqualTo(75);
        assertThat(second.errors())
            .singleElement()
            .asString()
            .startsWith("another run holds the store " + operator.store() + ": pid " + first.pid())
            .contains(" since 20")
            .endsWith("(kprov up " + operator.inventory() + ")");
        assertThat(second.err()).contains("kprov: hint: wait for it to end, or let this run wait");
        assertThat(operator.plan().exit()).isZero();

        try (KprovProcess third = KprovProcess.start(operator, "up", "--lock-timeout", "60")) {
          third.awaitTold("local: waiting, since another run holds the store");
          first.signal("KILL");
          assertThat(third.end().exit()).isZero();
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
