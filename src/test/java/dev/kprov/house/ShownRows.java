package dev.kprov.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Writes down what a test that did not fail has shown. */
final class ShownRows implements AfterTestExecutionCallback, ParameterResolver {

  private static final Path ROWS = Path.of("target/compatibility");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Shown.class;
  }

  @Override
  public Shown resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return shown(test);
  }

  private static Shown shown(ExtensionContext test) {
    return Objects.requireNonNull(
        test.getStore(Namespace.create(ShownRows.class, test.getUniqueId()))
            .computeIfAbsent(Shown.class));
  }

  @Override
  public void afterTestExecution(ExtensionContext test) throws IOException {
    if (test.getExecutionException().isPresent()) {
      return;
    }
    Method method = test.getRequiredTestMethod();
    Shows shows = method.getAnnotation(Shows.class);
    Path folder = Files.createDirectories(ROWS.resolve(shows.table()));
    List<String> rows =
        Stream.concat(Stream.of(shows.value()), shown(test).rows().stream())
            .map(cells -> CompatibilityPage.row(cells, test.getRequiredTestClass(), method))
            .toList();
    // A file for each run of a test replaces what an earlier one has shown.
    Files.write(folder.resolve(test.getUniqueId().replaceAll("[^A-Za-z0-9.]+", "-")), rows);
    assertThat(CompatibilityPage.read().rows(shows.table()))
        .as("%s; scripts/compatibility writes it", CompatibilityPage.FILE)
        .containsAll(rows);
  }
}
