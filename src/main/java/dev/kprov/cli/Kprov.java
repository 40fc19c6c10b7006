package dev.kprov.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/**
 * The program as an object: a test runs it as the operator does, with streams and an environment of
 * its own, and reads the exit code.
 */
public record Kprov(InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
  private static final int USAGE = 64;

  public Kprov {
    env = Map.copyOf(env);
  }

  /** Runs one command line and returns the exit code; the process is never ended here. */
  public int run(String... args) {
    return new CommandLine(new Root())
        .setOut(writer(out))
        .setErr(writer(err))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi()))
        .setParameterExceptionHandler((e, _) -> usageError(e))
        .execute(args);
  }

  private Ansi ansi() {
    return env.containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static int usageError(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("kprov: error: " + e.getMessage());
    err.println("kprov: hint: run kprov --help");
    return USAGE;
  }

  @Command(
      name = "kprov",
      description = "Makes the PKI of a Kubernetes cluster and keeps it true on every host.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Root implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }
}
