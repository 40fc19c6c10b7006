package dev.kprov.wire;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a host runs: a login shell, a {@code /bin/sh}, and the programs it finds. */
enum Shell {
  DASH("dash", Optional.of("dash")),
  BASH("bash", Optional.of("bash")),
  BUSYBOX("busybox", Optional.of("busybox")),
  FISH("fish", Optional.empty()),
  TCSH("tcsh", Optional.empty());

  private static final List<String> APPLETS =
      List.of(
          "sh",
          "awk",
          "chmod",
          "chown",
          "date",
          "dd",
          "id",
          "mkdir",
          "mv",
          "rm",
          "rmdir",
          "sha256sum",
          "stat",
          "touch",
          "uname");

  private final String login;
  private final Optional<String> sh;

  Shell(String login, Optional<String> sh) {
    this.login = login;
    this.sh = sh;
  }

  /**
   * The login shell with a command, on a host whose {@code /bin/sh} and PATH are those of this
   * shell. {@code bin} is made and filled where it does not exist yet.
   */
  ProcessBuilder start(String command, Path bin, List<String> as) {
    List<String> words = new ArrayList<>(as);
    words.add(find(login).toString());
    if (this == BUSYBOX) {
      words.add("sh");
    }
    words.add("-c");
    words.add(command.replace("/bin/sh", sh.map(name -> fill(bin, name)).orElse("/bin/sh")));
    ProcessBuilder builder = new ProcessBuilder(words);
    if (this == BUSYBOX) {
      builder.environment().put("PATH", bin.toString());
    }
    return builder;
  }

  /** A folder with a copy of a program and the names that it has; gives its name as a shell. */
  private static String fill(Path bin, String program) {
    try {
      if (!Files.exists(bin)) {
        Files.createDirectories(bin);
        Files.copy(find(program), bin.resolve(program));
        for (String name : program.equals("busybox") ? APPLETS : List.of("sh")) {
          Files.createSymbolicLink(bin.resolve(name), Path.of(program));
        }
      }
      return bin.resolve("sh").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find(String program) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      return fail(program + " is missing; scripts/setup installs it");
    }
    Assumptions.assumeTrue(found.isPresent(), program + " is not installed");
    return found.orElseThrow();
  }
}
