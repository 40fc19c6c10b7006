package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Leaks;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A running cluster whose store is lost gets one from what its hosts hold. */
class AdoptIT {

  private static final String KEYS = "--read-private-keys";

  @TempDir private Path folder;
  private Operator operator;

  /** A cluster that lives, and has no store any more. */
  private Homes withoutStore(Layout layout) throws IOException {
    operator = layout.fresh(folder);
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    Files.move(operator.store(), folder.resolve("lost"));
    return hosts();
  }

  private Homes hosts() {
    return Homes.andAllElse(operator.lab());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aLostStoreIsHadBackFromTheHosts(Layout layout) throws IOException {
    Homes before = withoutStore(layout);
    Operator.Ran refused = operator.up();
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err()).contains("fill it from the hosts with kprov adopt");
    assertThat(operator.store()).doesNotExist();

    Operator.Ran adopted = operator.run("adopt", KEYS);

    // What lies on no host exists nowhere else: hard-way pushes no admin.
    List<String> nowhere =
        layout == Layout.HARD_WAY
            ? List.of(
                "local: issue certificate admin (never issued, new key)",
                "local: issue kubeconfig admin (never issued)")
            : List.of();
    assertThat(adopted.exit()).as(adopted.toString()).isEqualTo(nowhere.isEmpty() ? 0 : 2);
    assertThat(adopted.changes()).isEqualTo(nowhere);
    assertThat(adopted.out().contains("found nowhere, and to be issued: certificate admin, kubeco"))
        .isEqualTo(!nowhere.isEmpty());
    assertThat(operator.plan().changes()).isEqualTo(nowhere);
    assertThat(hosts()).isEqualTo(before);
    Path lost = folder.resolve("lost");
    for (Path file : files(operator.store())) {
      String name = operator.store().relativize(file).toString();
      if (name.matches(".*\\.(pem|crt|key|pub|conf|kubeconfig|yaml)")) {
        assertThat(file).hasSameBinaryContentAs(lost.resolve(name));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(name)
            .isEqualTo(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(lost.resolve(name))));
      }
    }

    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(hosts()).isEqualTo(before);
    assertThat(operator.verify().exit()).isZero();

    Map<String, String> traces = operator.traces();
    Operator.Ran again = operator.run("adopt", KEYS);
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to adopt that the store does not have");
    assertThat(operator.traces()).isEqualTo(traces);
  }

  @Test
  void withoutLeaveNoKeyLeavesItsHostAndWithItNoneIsSeenButInTheStore() throws IOException {
    Homes before = withoutStore(Layout.KUBENET);
    Leaks leaks = new Leaks();
    for (Path file : files(folder.resolve("lost"))) {
      String text = Files.readString(file);
      if (text.contains("-----BEGIN PRIVATE KEY-----")) {
        leaks.privateKey(file.getFileName().toString(), text);
      }
    }
    Files.move(folder.resolve("lost"), folder.resolve("gone"));
    Path log = folder.resolve("kprov.log");

    Operator.Ran open = operator.run("adopt", "-v", "--log-file", log.toString());

    assertThat(open.exit()).as(open.toString()).isEqualTo(1);
    assertThat(open.out())
        .contains("private keys: not read, so that nothing can be issued from this store")
        .contains("run kprov adopt again with --read-private-keys");
    assertThat(leaks.in(open.toString())).isEmpty();
    assertThat(leaks.in(Files.readString(log))).isEmpty();
    for (Path file : files(operator.store())) {
      assertThat(leaks.in(Files.readString(file))).as(file.toString()).isEmpty();
      assertThat(file.toString()).doesNotEndWith("-key.pem").doesNotEndWith("kubeconfig");
    }
    assertThat(operator.store().resolve("admin.pem")).exists();
    assertThat(operator.run("certs").exit()).isZero();
    assertThat(operator.up().exit()).isEqualTo(1);

    List<Operator.Ran> shown = new ArrayList<>();
    shown.add(operator.run("adopt", KEYS, "-v", "--log-file", log.toString(), "-o", "json"));
    assertThat(shown.getFirst().exit()).as(shown.toString()).isZero();
    assertThat(shown.getFirst().out())
        .contains("\"item\": \"authority/ca\"", "\"recorded\": 1", "\"nowhere\": []");
    assertThat(operator.up().out()).contains("nothing to do");
    shown.add(operator.run("journal"));
    assertThat(shown).allSatisfy(ran -> assertThat(leaks.in(ran.toString())).isEmpty());
    assertThat(leaks.in(Files.readString(log))).isEmpty();
    for (String file : List.of("ledger.jsonl", "journal.jsonl", "ca.pem")) {
      assertThat(leaks.in(Files.readString(operator.store().resolve(file)))).isEmpty();
    }
    assertThat(leaks.in(Files.readString(operator.store().resolve("ca-key.pem")))).isNotEmpty();
    assertThat(hosts()).isEqualTo(before);
  }

  @Test
  void hostsThatQuarrelAreNamedAndWhatIsDownIsTakenTheNextTime() throws IOException {
    withoutStore(Layout.KUBENET);
    Lab lab = operator.lab();
    lab.shell(
        "control1",
        "cd /home/ubuntu; cp service-account-key.pem /root/its-own;"
            + " cp control1-key.pem service-account-key.pem");
    lab.stop("worker2");

    Operator.Ran first = operator.run("adopt", KEYS);

    assertThat(first.exit()).as(first.toString()).isEqualTo(1);
    assertThat(first.out())
        .contains("key pair service-account: nothing of it is taken, since hosts hold different")
        .contains("error key pair service-account: control0, control2 hold one ")
        .containsPattern("(?m)^worker2 +reachable ");
    assertThat(operator.store().resolve("service-account-key.pem")).doesNotExist();
    assertThat(operator.store().resolve("ca-key.pem")).exists();

    lab.start("worker2");
    lab.shell("control1", "cp /root/its-own /home/ubuntu/service-account-key.pem");
    Operator.Ran second = operator.run("adopt", KEYS);

    assertThat(second.exit()).as(second.toString()).isZero();
    assertThat(second.lines())
        .filteredOn(line -> line.startsWith("local: adopted "))
        .hasSize(3)
        .anyMatch(line -> line.contains("key pair service-account from control0"))
        .anyMatch(line -> line.contains("certificate node of worker2 from worker2"));
    assertThat(operator.plan().changes()).isEmpty();
    Operator.Ran journal = operator.run("journal", "--verify");
    assertThat(journal.exit()).as(journal.toString()).isZero();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aPartOfAClusterIsNotAdopted() {
    operator = Layout.KUBENET.fresh(folder);
    Operator.Ran ran = operator.run("adopt", "--limit", "worker0");
    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.err()).contains("adopt takes a cluster as a whole: leave --limit out");
    assertThat(operator.store()).doesNotExist();
  }
}
