package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real runs leave in the journal, and who tampers with it is found out. */
class JournalIT {

  private static final Pattern HEAD =
      Pattern.compile("local: journal head ([0-9a-f]{64}), run ([0-9]+)\n");

  private static final Pattern JSON_HEAD = Pattern.compile("\"head\": \"([0-9a-f]{64})\"");

  @TempDir private static Path folder;
  private static Operator operator;
  private static String head;
  private static String key;

  private List<String> kept = List.of();

  @BeforeAll
  static void threeRunsOfWhichOneChangesNothing() {
    operator = Layout.KUBENET.fresh(folder);
    operator.narrow(List.of("control0", "worker0"));
    assertThat(head(operator.up())).endsWith(" 1");
    assertThat(operator.up().out()).doesNotContain("journal head");
    operator.lab().shell("worker0", "chmod 0644 /home/ubuntu/worker0-key.pem");
    Operator.Ran last = operator.up("-o", "json");
    assertThat(last.exit()).as(last.toString()).isZero();
    Matcher told = JSON_HEAD.matcher(last.out());
    assertThat(told.find()).isTrue();
    head = told.group(1);
    key =
        operator
            .lab()
            .shell("worker0", "sha256sum < /home/ubuntu/worker0-key.pem")
            .substring(0, 64);
  }

  @BeforeEach
  void keep() throws IOException {
    kept = Files.readAllLines(journal());
  }

  @AfterEach
  void restore() throws IOException {
    Files.write(journal(), kept);
  }

  private static Path journal() {
    return operator.store().resolve("journal.jsonl");
  }

  private static String head(Operator.Ran ran) {
    Matcher line = HEAD.matcher(ran.out());
    assertThat(line.find()).as(ran.toString()).isTrue();
    return line.group(1) + " " + line.group(2);
  }

  private static Operator.Ran verify(String... options) {
    List<String> all = new ArrayList<>(List.of("--verify"));
    all.addAll(List.of(options));
    return operator.run("journal", all.toArray(String[]::new));
  }

  @Test
  void everyRunThatChangedSomethingIsALine() {
    Operator.Ran list = operator.run("journal");

    assertThat(list.exit()).as(list.toString()).isZero();
    assertThat(list.lines()).hasSize(3);
    assertThat(list.lines().get(0)).startsWith("RUN  BEGAN ");
    assertThat(list.lines().get(1))
        .matches("1 +2.*Z +operator@.* applied and verified .*kprov up.*");
    assertThat(list.lines().get(2)).matches("2 +2.*Z +operator@\\S+ +1 +applied and verified .*");
    Operator.Ran json = operator.run("journal", "-o", "json");
    assertThat(json.out()).contains("\"head\": \"" + head + "\"", "\"generation\": 2");
  }

  @Test
  void aRunIsShownWithEachFileBeforeAndAfterAndHowItsHostsWereSpokenTo() {
    Operator.Ran show = operator.run("journal", "2");

    assertThat(show.exit()).as(show.toString()).isZero();
    assertThat(show.lines())
        .contains(
            "run 2: line 2, sha256 " + head,
            "worker0: update /home/ubuntu/worker0-key.pem (mode 0644 → 0600)")
        .anyMatch(line -> line.matches("worker0: ssh: curve25519-\\S+, aes\\S+, .*SHA256:.{43} .*"))
        .anyMatch(line ->
            line.matches(
                "worker0: /home/ubuntu/worker0-key.pem before: 0644 ubuntu:ubuntu, \\d+ bytes,"
                    + " sha256 "
                    + key))
        .anyMatch(line -> line.contains("worker0-key.pem after: 0600 ubuntu:ubuntu, "));
    Operator.Ran json = operator.run("journal", "1", "-o", "json");
    assertThat(json.out().replaceAll("\\s+", " "))
        .contains(
            "\"before\": { \"kind\": \"nothing\" }, \"after\": { \"kind\": \"file\", \"mode\"");
    assertThat(operator.run("journal", "3").exit()).isEqualTo(64);
  }

  @Test
  void whatNobodyChangedIsIntact() {
    Operator.Ran verify = verify("--expect-head", head);
    assertThat(verify.exit()).as(verify.toString()).isZero();
    assertThat(verify.out()).isEqualTo("intact: 2 lines, journal head " + head + ", run 2\n");

    Operator.Ran blind = verify();
    assertThat(blind.exit()).isZero();
    assertThat(blind.out()).contains("lines that were cut from the end cannot be told");
  }

  @Test
  void anEditedLineIsFoundOut() throws IOException {
    Files.writeString(
        journal(), Files.readString(journal()).replaceFirst("create /home", "update /home"));

    Operator.Ran verify = verify();

    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.errors())
        .containsExactly(
            "journal: line 2 does not follow the one before it: line 1 was changed, or lines were"
                + " moved or put in");
    Operator.Ran json = verify("-o", "json");
    assertThat(json.out()).contains("\"intact\": false", "\"status\": \"failed\"");
  }

  @Test
  void aCutAtTheEndIsFoundOutByTheHeadThatWasKept() throws IOException {
    Files.write(journal(), kept.subList(0, 1));

    Operator.Ran verify = verify("--expect-head", head.substring(0, 16));

    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.errors())
        .containsExactly(
            "journal: no line has the hash "
                + head.substring(0, 16)
                + ": it was cut off, or changed");
  }
}
