package dev.kprov.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to good files, the reader accepts them or tells problems; it never breaks. */
class MutationTest {

  private static final int ROUNDS = 300;

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
          "[0:2]",
          "[9:1]",
          "[0:99999]",
          ",",
          "0",
          "-1",
          "99999999999",
          "é",
          "\u0000",
          "\uFEFF",
          "local",
          "..",
          "/",
          "|",
          ">",
          "%",
          "? ",
          "<<: ");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedFilesAreReadOrRefused(long seed) throws IOException {
    Random random = new Random(seed);
    String inventory = Files.readString(Case.GOOD.resolve("inventory.yaml"));
    String playbook = Files.readString(Case.GOOD.resolve("playbook.yaml"));
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      boolean first = random.nextInt(3) == 0;
      refused +=
          isRefused(
                  first ? mutated(inventory, random) : inventory,
                  first ? playbook : mutated(playbook, random),
                  seed + "/" + i)
              ? 1
              : 0;
    }
    assertThat(refused).as("mutations that are noticed").isBetween(ROUNDS / 2, ROUNDS - 1);
  }

  @Test
  void everyPrefixOfAFileIsReadOrRefused() throws IOException {
    String playbook = Files.readString(Case.GOOD.resolve("playbook.yaml"));
    String inventory = Files.readString(Case.GOOD.resolve("inventory.yaml"));
    for (int end = 0; end < playbook.length(); end += 11) {
      isRefused(inventory, playbook.substring(0, end), "prefix " + end);
    }
  }

  private boolean isRefused(String inventory, String playbook, String which) throws IOException {
    Path file = Files.write(folder.resolve("inventory.yaml"), inventory.getBytes(ISO_8859_1));
    Files.write(folder.resolve("playbook.yaml"), playbook.getBytes(ISO_8859_1));
    try {
      ClusterFiles.read(file, Map.of(), new Operator(folder, "op"));
      return false;
    } catch (RunFailure e) {
      assertThat(e.problems()).as(which).isNotEmpty();
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("mutation " + which + ":\n" + inventory + "\n---\n" + playbook, e);
    }
  }

  private static String mutated(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int line = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
      case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      case 3 -> lines.set(line, "  " + lines.get(line));
      default -> lines.set(line, poked(lines.get(line), random));
    }
    return String.join("\n", lines);
  }

  private static String poked(String line, Random random) {
    int from = random.nextInt(line.length() + 1);
    int to = Math.min(line.length(), from + random.nextInt(4));
    return line.substring(0, from)
        + PIECES.get(random.nextInt(PIECES.size()))
        + line.substring(random.nextBoolean() ? from : to);
  }
}
