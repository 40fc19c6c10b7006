package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a case file: what is changed in the good inventory and playbook, and what is told.
 *
 * <pre>
 * == what is wrong
 * inventory: text to find => what stands in its place
 * > problem that must be told
 * ? its hint
 * ! schema
 * </pre>
 *
 * @param told problems, each with its hint on a second line, if it has one
 * @param schema whether the JSON Schema must refuse it as well
 */
record Case(String title, String inventory, String playbook, List<String> told, boolean schema) {

  static final Path GOOD = Path.of("src/test/resources/config/good");

  @Override
  public String toString() {
    return title;
  }

  static List<Case> read(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String block : Files.readString(file).split("(?m)^== ", -1)) {
      if (!block.startsWith("#") && !block.isBlank()) {
        cases.add(one(block));
      }
    }
    return cases;
  }

  private static Case one(String block) throws IOException {
    String inventory = Files.readString(GOOD.resolve("inventory.yaml"));
    String playbook = Files.readString(GOOD.resolve("playbook.yaml"));
    List<String> told = new ArrayList<>();
    boolean schema = false;
    for (String line : block.lines().skip(1).toList()) {
      if (line.startsWith("inventory: ")) {
        inventory = edit(inventory, line.substring("inventory: ".length()));
      } else if (line.startsWith("playbook: ")) {
        playbook = edit(playbook, line.substring("playbook: ".length()));
      } else if (line.startsWith("> ")) {
        told.add(line.substring(2));
      } else if (line.startsWith("? ")) {
        told.addLast(told.removeLast() + "\n" + line);
      } else if (line.equals("! schema")) {
        schema = true;
      } else {
        assertThat(line).isBlank();
      }
    }
    String title = block.lines().findFirst().orElseThrow();
    return new Case(title, inventory, playbook, told, schema);
  }

  private static String edit(String text, String edit) {
    String[] parts = edit.replace("\\n", "\n").split(" => ?", 2);
    assertThat(text).containsOnlyOnce(parts[0]);
    return text.replace(parts[0], parts[1]);
  }
}
