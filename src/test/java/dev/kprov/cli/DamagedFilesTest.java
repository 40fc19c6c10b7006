package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.fuzz.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to a good inventory or playbook, kprov accepts it or says what is wrong with it:
 * exit 78, and never a stack trace.
 */
class DamagedFilesTest {

  private static final Path GOOD = Path.of("src/test/resources/config/good");

  /** What has a meaning somewhere in these files. */
  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ":",
          ": ",
          "- ",
          "\n",
          " ",
          "  ",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!!str ",
          "~",
          "null",
          "{{",
          "}}",
          "{{ host.name }}",
          "{{ vars.org }}",
          "[0:2]",
          "[9:1]",
          "[0:99999]",
          "[a:z]",
          ",",
          "local",
          "..",
          "/",
          "|",
          ">",
          "%",
          "? ",
          "<<: ",
          "control",
          "\n  each: control",
          "/x.yaml");

  @TempDir private Path folder;
  private Path inventory;
  private Path playbook;

  @BeforeEach
  void goodFiles() throws IOException {
    inventory = Files.copy(GOOD.resolve("inventory.yaml"), folder.resolve("inventory.yaml"));
    playbook = Files.copy(GOOD.resolve("playbook.yaml"), folder.resolve("playbook.yaml"));
  }

  @Test
  void goodFilesAreAccepted() {
    assertThat(isRefused()).isFalse();
  }

  @Test
  void aDamagedInventoryIsReadOrRefused() throws IOException {
    assertReadOrRefused(inventory);
  }

  @Test
  void aDamagedPlaybookIsReadOrRefused() throws IOException {
    assertReadOrRefused(playbook);
  }

  @Test
  void everyPrefixOfAFileIsReadOrRefused() throws IOException {
    for (Path file : List.of(inventory, playbook)) {
      byte[] good = Files.readAllBytes(file);
      for (int end = 0; end < good.length; end += 23) {
        Files.write(file, Arrays.copyOf(good, end));
        isRefused();
      }
      Files.write(file, good);
    }
  }

  private void assertReadOrRefused(Path file) throws IOException {
    AtomicInteger all = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Mutations.of(
        500,
        Files.readAllBytes(file),
        PIECES,
        damaged -> {
          Files.write(file, damaged);
          all.incrementAndGet();
          if (isRefused()) {
            refused.incrementAndGet();
          }
        });
    assertThat(refused.get()).isBetween(all.get() / 2, all.get() - 1);
  }

  /** Runs a plan that ends, where the files are good, because no host is called so. */
  private boolean isRefused() {
    Typed typed =
        Typed.in(Typed.Place.NOWHERE.in(folder), "plan", inventory.toString(), "--limit", "nobody");
    String told = typed.err();
    assertThat(told).doesNotContain("\tat ", "xception").startsWith("kprov: error: ");
    assertThat(told.lines()).allMatch(line -> line.length() < 1_100 && line.startsWith("kprov: "));
    assertThat(typed.out()).isEmpty();
    assertThat(typed.exit()).as(told).isIn(ExitCode.BAD_FILE.number(), ExitCode.USAGE.number());
    return typed.exit() == ExitCode.BAD_FILE.number();
  }
}
