package dev.kprov.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program to run: its line, what its environment has in addition, and where it runs. */
record Command(List<String> line, Map<String, String> environment, Path folder) {

  Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** With the environment as it is. */
  static Command of(Path folder, String... line) {
    return new Command(List.of(line), Map.of(), folder);
  }

  /** A process that reads nothing and writes both streams to one file. */
  ProcessBuilder process(Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    // An agent would offer keys of its own, to some of the contestants.
    builder.environment().remove("SSH_AUTH_SOCK");
    return builder;
  }
}
