package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Documents;
import dev.kprov.cli.Main;
import dev.kprov.judge.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** kprov as a process of its own, with the signals and the streams of one. */
final class KprovProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final List<String> line;
  private final Process process;

  private KprovProcess(Path folder, List<String> line, Process process) {
    this.folder = folder;
    this.line = List.copyOf(line);
    this.process = process;
  }

  /** Starts a command on an operator's inventory. */
  static KprovProcess start(Operator operator, String command, String... options) {
    return start(builder(operator, command, options));
  }

  /** Starts a process that gets no input and whose outputs go to files. */
  static KprovProcess start(ProcessBuilder builder) {
    try {
      Path folder = Files.createTempDirectory("kprov-process");
      Process process =
          builder
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      return new KprovProcess(folder, builder.command(), process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command line. Whoever runs the tests in the background lets them ignore signals; these
   * processes get them back.
   */
  static ProcessBuilder builder(Operator operator, String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, operator.inventory().toString()));
    arguments.addAll(List.of(options));
    ProcessBuilder builder =
        ChildJvm.of(
            Main.class,
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Duser.home=" + operator.folder(),
                "--enable-native-access=ALL-UNNAMED"),
            arguments.toArray(String[]::new));
    builder.command().addAll(0, List.of("env", "--default-signal=HUP,INT,TERM"));
    return builder.redirectError(ProcessBuilder.Redirect.PIPE);
  }

  /** Sends a signal: {@code INT}. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it has told something on standard error. */
  void awaitTold(String text) {
    await(() -> text("err").contains(text), text);
  }

  /** Waits until it holds a store. */
  void awaitHold(Path store) {
    await(() -> read(store.resolve("lock")).startsWith("pid " + pid() + " "), "hold of " + store);
  }

  /** Waits until something is true; fails where the process ends before. */
  void await(BooleanSupplier condition, String what) {
    long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive() && System.nanoTime() < last)
          .as("no %s, but: %s%s", what, text("out"), text("err"))
          .isTrue();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end. */
  Operator.Ran end() {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      Operator.Ran ran = new Operator.Ran(process.exitValue(), text("out"), text("err"));
      if (!ran.out().isEmpty()) {
        Documents.judge(line, ran.exit(), ran.out());
      }
      return ran;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String stream) {
    return read(folder.resolve(stream));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    for (String stream : List.of("out", "err")) {
      Files.deleteIfExists(folder.resolve(stream));
    }
    Files.delete(folder);
  }
}
