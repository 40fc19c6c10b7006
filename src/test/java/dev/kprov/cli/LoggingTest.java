package dev.kprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log takes in, and where it goes. */
class LoggingTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:20:04.500Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);
  @TempDir private Path folder;

  @Test
  void theFileGetsMoreThanStandardErrorEachLineWithItsTime() throws Exception {
    Path file = folder.resolve("log");
    Logger log = LoggerFactory.getLogger("dev.kprov.test");
    try (Logging logging = Logging.begin(true, Optional.of(file), () -> NOW, err)) {
      log.debug("worker1: a detail");
      log.info("worker1: connected");
      log.warn("worker1: odd");
      logging.told("kprov: error: worker1: gone");
    }
    log.info("worker1: too late");

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "2026-11-22T09:20:04.500Z DEBUG worker1: a detail",
            "2026-11-22T09:20:04.500Z INFO worker1: connected",
            "2026-11-22T09:20:04.500Z WARN worker1: odd",
            "2026-11-22T09:20:04.500Z SHOWN kprov: error: worker1: gone");
    assertThat(bytes.toString(UTF_8))
        .isEqualTo("worker1: connected\nkprov: warning: worker1: odd\n");
  }

  @Test
  void whatAHostSaidCommandsNoTerminalAndMakesNoLines() throws Exception {
    Path file = folder.resolve("log");
    try (Logging logging = Logging.begin(true, Optional.of(file), () -> NOW, err)) {
      LoggerFactory.getLogger("dev.kprov.test")
          .info("worker1: said {}", "\u001b[2J\nkprov: all is well\u202e" + "y".repeat(9999));
      assertThat(logging.isStarted()).isTrue();
    }

    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(bytes.toString(UTF_8))
        .startsWith("worker1: said \\u001b[2J\\nkprov: all is well\\u202eyyy")
        .hasSizeLessThan(1100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.schmizz.sshj.transport.Reader",
        "net.schmizz.sshj.connection.channel.direct.SessionChannel",
        "com.hierynomus.sshj.transport.IdentificationStringParser"
      })
  void librariesStayShutAtTheHighestVerbosity(String name) throws Exception {
    Path file = folder.resolve("log");
    try (Logging logging = Logging.begin(true, Optional.of(file), () -> NOW, err)) {
      Logger library = LoggerFactory.getLogger(name);
      assertThat(library.isTraceEnabled() || library.isDebugEnabled()).isFalse();
      library.debug("plaintext packet");
      assertThat(logging.isStarted()).isTrue();
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void theFileIsItsOwnersAndGrows() throws IOException {
    Path file = folder.resolve("log");
    int first = run("plan", "/nonexistent.yaml", "--log-file", file.toString());
    List<String> lines = Files.readAllLines(file);
    int second = run("plan", "/nonexistent.yaml", "--log-file", file.toString());

    assertThat(List.of(first, second)).containsOnly(78);
    assertThat(lines).isNotEmpty().last().asString().contains("/nonexistent.yaml");
    assertThat(Files.readAllLines(file)).hasSize(2 * lines.size()).startsWith(lines.getFirst());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatCannotBeWrittenStopsEverythingAtOnceWithItsCause() {
    Path file = folder.resolve("no/such/folder/log");

    assertThat(run("plan", "/nonexistent.yaml", "--log-file", file.toString())).isEqualTo(74);

    assertThat(bytes.toString(UTF_8))
        .startsWith("kprov: error: cannot write the log file " + file + ": no such file")
        .contains("kprov: hint: ")
        .doesNotContain("/nonexistent.yaml");
    assertThat(folder).isEmptyDirectory();
  }

  private int run(String... args) {
    return new Kprov(Typed.Place.NOWHERE.with(Map.of()).at(() -> NOW).printing(err, err)).run(args);
  }
}
