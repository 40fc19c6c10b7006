package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be said to {@code --reissue}; told before any host is spoken to. */
class ReissueCommandTest {

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void aClusterWithItsPki() {
    desk = new Desk(folder.resolve("desk"));
  }

  private void isRefused(String message, String hint, String... options) {
    for (List<String> command :
        List.of(List.of("plan"), List.of("up"), List.of("up", "--dry-run"))) {
      List<String> line =
          Stream.of(command, List.of(desk.inventory().toString()), List.of(options))
              .flatMap(List::stream)
              .toList();
      Desk.Ran ran = desk.run(line.toArray(String[]::new));
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(64);
      assertThat(ran.err()).isEqualTo("kprov: error: " + message + "\nkprov: hint: " + hint + "\n");
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    isRefused(
        "--reissue: unknown certificate kuberntes",
        "did you mean kubernetes?",
        "--reissue=kuberntes");
    isRefused("--reissue: unknown host worker9", "did you mean worker0?", "--reissue=node@worker9");
    isRefused(
        "kubernetes is not made for each host",
        "--reissue kubernetes",
        "--reissue=kubernetes@worker0");
    isRefused("gateway has no certificate of its own", "see kprov certs", "--reissue=@gateway");
  }

  @Test
  void whatCannotBeReplacedIsRefusedWithTheReason() {
    isRefused(
        "authority ca cannot be issued anew: all that it signed would be worth nothing",
        "docs/store.md says how an authority is renewed over its key",
        "--reissue=ca");
    isRefused(
        "key pair service-account keeps its key: with another one, all that it ever signed is"
            + " refused",
        "docs/store.md says what cannot be replaced",
        "--reissue=service-account",
        "--new-key");
    isRefused(
        "encryption key encryption keeps its key: without it, nobody reads what lies"
            + " encrypted in etcd",
        "docs/store.md says what cannot be replaced",
        "--reissue=encryption");
  }

  @Test
  void usersHaveACommandOfTheirOwn() {
    isRefused(
        "users are not issued anew by --reissue",
        "kprov user add INVENTORY jane --renew",
        "--reissue=users/jane");
  }

  @Test
  void aHostBeyondTheLimitIsNotMeant() {
    isRefused(
        "--reissue is for worker0, which --limit leaves out",
        "let --limit include worker0",
        "--reissue=node@worker0",
        "--limit=worker1");
    isRefused(
        "no host within --limit has a node",
        "run without a limit",
        "--reissue=node",
        "--limit=gateway");
  }

  @Test
  void aNewKeyIsAskedForOfSomething() {
    isRefused("--new-key says nothing without --reissue", "--reissue NAME --new-key", "--new-key");
  }
}
