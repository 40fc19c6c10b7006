package dev.kprov.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How large a file may grow before it has to be more than one. */
class SizeTest {
  private static final int LINES = 400;
  private static final int COLUMNS = 100;

  @Test
  void aFileIsShortEnoughToBeReadInOneGo() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LINES) {
        tooLong.add(file + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void aLineFitsTheScreen() throws IOException {
    List<String> tooWide = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).length() > COLUMNS) {
          tooWide.add(file + ":" + (i + 1) + ": " + lines.get(i).length() + " columns");
        }
      }
    }
    assertThat(tooWide).isEmpty();
  }

  /** The Java sources, and the scripts that are sent to the hosts. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = files.filter(f -> f.toString().matches(".*\\.(java|sh)")).toList();
      assertThat(sources).isNotEmpty();
      return sources;
    }
  }
}
