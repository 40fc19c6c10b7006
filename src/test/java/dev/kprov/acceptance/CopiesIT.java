package dev.kprov.acceptance;

import static dev.kprov.acceptance.FaultyHost.BAD;
import static dev.kprov.acceptance.FaultyHost.GOOD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.lab.FaultyLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Programs of the operator's machine, for hosts of two architectures. */
class CopiesIT {

  private static final String AT = "/home/ubuntu/bin/etcd";

  /** What stands behind the pushes of the shipped playbook. */
  private static final String NEXT = "\n  # What the guide promises,";

  @TempDir private static Path folder;
  @AutoClose private static FaultyHost faulty;
  private static Operator operator;

  @BeforeAll
  static void aClusterOfTwoArchitectures() throws Exception {
    faulty = FaultyHost.make(folder);
    operator = faulty.operator();
    operator.edit(text ->
        text.replace("worker0, role: worker,", "worker0, role: worker, arch: arm64,")
            .replace("worker[1:2]\", role: worker,", "worker[1:2]\", role: worker, arch: amd64,"));
    faulty.lab().pretend(BAD, "aarch64");
    program("amd64", "for Intel".repeat(100_000));
    program("arm64", "for ARM".repeat(150_000));
    push();
    Operator.Ran up = faulty.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.out()).contains(BAD + ": 6 of 6 files, no strangers");
  }

  private static Path program(String arch) {
    return folder.resolve("bin/" + arch + "/etcd");
  }

  private static void program(String arch, String content) throws IOException {
    Files.createDirectories(program(arch).getParent());
    Files.writeString(program(arch), content);
  }

  /** The playbook pushes the programs that there are. */
  private static void push() throws IOException {
    String step =
        """
        - name: programs
          on: [worker]
          push:
            to: "~/bin"
            owner: "{{ ssh.user }}"
            owns: ["etc*"]
            files:
              - source: "bin/{{ host.arch }}/etcd"
                mode: 0755
                sha256: { amd64: "%s", arm64: "%s" }
        """
            .formatted(hash(program("amd64")), hash(program("arm64")))
            .indent(2);
    Path own = folder.resolve("own.yaml");
    if (!Files.exists(own)) {
      operator.ownPlaybook(text -> text.replace("count: 5,", "count: 6,"));
    }
    Files.writeString(own, bare(own).replace(NEXT, "\n" + step + NEXT));
  }

  private static Sha256 hash(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  /** The playbook pushes no programs. */
  private static void pushNone() throws IOException {
    Path own = folder.resolve("own.yaml");
    Files.writeString(own, bare(own).replace("count: 6,", "count: 5,"));
  }

  private static String bare(Path playbook) throws IOException {
    return Files.readString(playbook).replaceFirst("(?s)\n  - name: programs.*?\n\n", "\n");
  }

  private static Path onHost(String host) {
    return faulty.home(host).resolve("bin/etcd");
  }

  /** Another content of the same size, as somebody wrote it who was in a hurry. */
  private static void drift(String host) {
    faulty.lab().shell(host, "printf x | dd of=" + AT + " conv=notrunc 2>/dev/null");
  }

  @Test
  void everyHostHasTheProgramOfItsArchitectureAndThenThereIsNothingToDo() {
    assertThat(onHost(BAD)).hasSameBinaryContentAs(program("arm64")).isExecutable();
    assertThat(onHost(GOOD)).hasSameBinaryContentAs(program("amd64")).isExecutable();
    Homes homes = Homes.of(faulty.lab());

    Operator.Ran again = faulty.up();

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(Homes.of(faulty.lab())).isEqualTo(homes);
  }

  @Test
  void anotherContentOfTheSameSizeIsFoundAndMended() {
    drift(BAD);

    assertThat(operator.plan("--limit", BAD).changes())
        .containsExactly(BAD + ": update " + AT + " (content differs)");
    assertThat(operator.verify("--limit", BAD).exit()).isEqualTo(1);
    assertThat(faulty.up().exit()).isZero();
    assertThat(onHost(BAD)).hasSameBinaryContentAs(program("arm64"));
  }

  @Test
  void aProgramThatChangedHereIsPushedByNobodyAndNeededByNobodyElse() throws Exception {
    String content = Files.readString(program("amd64"));
    drift(GOOD);
    Path plan = folder.resolve("plan.json");
    assertThat(operator.plan("--limit", GOOD, "--out", plan.toString()).exit()).isEqualTo(2);
    program("amd64", "other");
    String told =
        "bin/amd64/etcd has the SHA-256 %s, not %s"
            .formatted(Sha256.of("other".getBytes(UTF_8)), Sha256.of(content.getBytes(UTF_8)));

    Operator.Ran up = operator.up("--limit", GOOD);
    assertThat(up.exit()).as(up.toString()).isEqualTo(78);
    assertThat(up.err()).contains("own.yaml:", told);
    assertThat(operator.plan().err()).isEqualTo(up.err());
    assertThat(operator.run("lint").err()).isEqualTo(up.err());
    Operator.Ran apply = operator.type("apply", plan.toString());
    assertThat(apply.exit()).as(apply.toString()).isEqualTo(1);
    assertThat(apply.err()).contains("the plan is refused", told);
    assertThat(operator.verify("--limit", BAD).exit()).isZero();
    assertThat(operator.verify("--limit", GOOD).exit()).isEqualTo(1);

    program("amd64", content);
    assertThat(operator.type("apply", plan.toString()).exit()).isZero();
    assertThat(onHost(GOOD)).hasSameBinaryContentAs(program("amd64"));
  }

  @Test
  void aHostOfAnotherArchitectureThanTheInventorySaysIsGivenNone() {
    drift(BAD);
    faulty.lab().admit(BAD);

    Operator.Ran up = operator.up("--limit", BAD);

    faulty.lab().pretend(BAD, "aarch64");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors(BAD))
        .anyMatch(line -> line.contains("the inventory says arm64, but the host says x86_64"));
    assertThat(onHost(BAD)).content().startsWith("xor ARM");
    assertThat(faulty.up().exit()).isZero();
  }

  @Test
  void aLineThatBreaksWhileAProgramIsSentLeavesTheOldOne() throws Exception {
    drift(BAD);
    faulty.line().breaksAfter(FaultyLine.Direction.TO_HOST, 500_000, FaultyLine.Fault.CUT);

    Operator.Ran cut = operator.up("--limit", BAD);

    faulty.line().heal();
    assertThat(cut.exit()).as(cut.toString()).isEqualTo(1);
    assertThat(cut.errors(BAD)).hasSize(1);
    assertThat(onHost(BAD)).content().startsWith("xor ARM");
    assertThat(faulty.up().exit()).isZero();
    assertThat(onHost(BAD)).hasSameBinaryContentAs(program("arm64"));
    assertThat(faulty.lab().shell(BAD, "ls -A /home/ubuntu/bin")).isEqualTo("etcd");
  }

  @Test
  void aProgramThatIsNotPushedAnyMoreIsPrunedWhereItIsAsItWasLeft() throws Exception {
    drift(BAD);
    Path own = folder.resolve("own.yaml");
    String before = Files.readString(own);
    pushNone();

    Operator.Ran up = operator.up("--limit", BAD + "," + GOOD, "--prune");

    assertThat(onHost(GOOD)).as(up.toString()).doesNotExist();
    assertThat(onHost(BAD)).as(up.toString()).content().startsWith("xor ARM");
    Files.writeString(own, before);
    assertThat(faulty.up().exit()).isZero();
    assertThat(onHost(GOOD)).hasSameBinaryContentAs(program("amd64"));
  }

  /** One of 100 MB, through a heap in which it has no room. */
  @Test
  @EnabledIfSystemProperty(named = "kprov.test.long", matches = "true")
  void aLargeProgramNeedsNoMemory() throws Exception {
    String small = Files.readString(program("arm64"));
    try (RandomAccessFile file = new RandomAccessFile(program("arm64").toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    push();
    ProcessBuilder up = KprovProcess.builder(operator, "up", "--limit", BAD);
    up.environment().put("JDK_JAVA_OPTIONS", "-Xmx64m");
    try (KprovProcess process = KprovProcess.start(up)) {
      Operator.Ran ran = process.end();
      assertThat(ran.exit()).as(ran.toString()).isZero();
    }
    assertThat(onHost(BAD)).hasSameBinaryContentAs(program("arm64"));
    program("arm64", small);
    push();
    assertThat(faulty.up().exit()).isZero();
  }
}
