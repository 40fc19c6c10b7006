package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a case that breaks it: what is told, and where. */
class RefusedTest {

  private static final Path CASES = Path.of("src/test/resources/config");

  @TempDir private Path folder;

  static Stream<Case> cases() throws IOException {
    return Stream.concat(
        Case.read(CASES.resolve("inventory.cases")).stream(),
        Case.read(CASES.resolve("playbook.cases")).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithItsPlace(Case one) throws IOException {
    Path inventory = Files.writeString(folder.resolve("inventory.yaml"), one.inventory());
    Files.writeString(folder.resolve("playbook.yaml"), one.playbook());
    Operator operator = new Operator(folder, "op");
    RunFailure failure =
        catchThrowableOfType(
            RunFailure.class, () -> ClusterFiles.read(inventory, Map.of(), operator));
    assertThat(failure).as("nothing was told").isNotNull();
    assertThat(failure.kind()).isEqualTo(RunFailure.Kind.BAD_FILE);
    String actual = Sha256.of(Files.readAllBytes(inventory)).hex();
    assertThat(told(failure))
        .isEqualTo(
            one.told().stream()
                .map(line ->
                    line.replace("ACTUAL", actual)
                        .replace("PARENT", folder.resolve("..").normalize().toString()))
                .toList());
  }

  private List<String> told(RunFailure failure) {
    return failure.problems().stream().map(this::shown).toList();
  }

  private String shown(Problem problem) {
    String hint = problem.hint().map(text -> "\n? " + text).orElse("");
    return problem.toString().replace(folder + "/", "") + hint;
  }
}
