package dev.kprov.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page on compatibility names tests that there are. That they pass with just these rows, the
 * tests see to themselves, and {@code scripts/test} that each row was shown.
 */
class CompatibilityTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)` \\|$");

  @Test
  void everyRowNamesATestThatShowsRowsOfItsTable() throws Exception {
    List<String> classes = testClasses();
    for (Map.Entry<String, List<String>> table : CompatibilityPage.read().tables().entrySet()) {
      assertThat(table.getValue()).as(table.getKey()).isNotEmpty().doesNotHaveDuplicates();
      for (String row : table.getValue()) {
        assertThat(test(row, classes).map(test -> test.getAnnotation(Shows.class)))
            .as("%s: %s", CompatibilityPage.FILE, row)
            .hasValueSatisfying(shows -> assertThat(shows.table()).isEqualTo(table.getKey()));
      }
    }
  }

  private static Optional<Method> test(String row, List<String> classes) {
    Matcher name = TEST.matcher(row);
    return name.find()
        ? classes.stream()
            .filter(type -> type.endsWith("." + name.group(1)))
            .flatMap(type ->
                Stream.<Class<?>>iterate(load(type), Objects::nonNull, Class::getSuperclass))
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> method.getName().equals(name.group(2)))
            .filter(method -> method.isAnnotationPresent(Shows.class))
            .findFirst()
        : Optional.empty();
  }

  /** The names of the classes that hold tests. */
  private static List<String> testClasses() throws Exception {
    Path root =
        Path.of(
            CompatibilityTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.matches("[^$]*(Test|IT)\\.class"))
          .map(file -> file.replace(".class", "").replace('/', '.'))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, CompatibilityTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
