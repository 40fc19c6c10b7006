package dev.kprov.cli;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program as an object: a test runs it as the operator does, with surroundings of its own, and
 * reads the exit code.
 *
 * @param surroundings what it knows of its process
 */
public record Kprov(Surroundings surroundings) {

  /** Runs one command line and returns the exit code; the process is never ended here. */
  public int run(String... args) {
    RootCommand root = new RootCommand(surroundings);
    try {
      return execute(root, args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return bug(e, root.session(Output.askedBy(args)));
    }
  }

  private int execute(RootCommand root, String... args) {
    return Commands.of(root, args)
        .setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(args)))
        .setParameterExceptionHandler((e, _) -> usage(e, root.session(Output.askedBy(args))))
        .setExecutionExceptionHandler((e, _, _) -> failure(e, root.session(Output.askedBy(args))))
        .execute(args);
  }

  private Ansi ansi(String... args) {
    boolean none = Arrays.asList(args).contains("--no-color");
    return switch (Screen.of(surroundings.environment(), none).ink("out")) {
      case PLAIN -> Ansi.OFF;
      case COLOURED -> Ansi.ON;
    };
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static int usage(ParameterException e, Session session) {
    String message =
        e instanceof UnmatchedArgumentException odd ? unknown(odd) : lowered(e.getMessage());
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String hint =
        suggestions(e)
            .findFirst()
            .map(meant -> "did you mean " + meant + "?")
            .orElse("run " + command + " --help");
    return session.fail(RunFailure.Kind.USAGE, List.of(Problem.of(message, hint)));
  }

  private static String unknown(UnmatchedArgumentException e) {
    String first = e.getUnmatched().getFirst();
    boolean option = first.startsWith("-");
    boolean command = !option && e.getCommandLine().getParent() == null;
    return "unknown " + (option ? "option " : command ? "command " : "argument ") + first;
  }

  private static Stream<String> suggestions(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions().stream()
        : Stream.empty();
  }

  private static String lowered(@Nullable String told) {
    String message = told == null || told.isEmpty() ? "the command line is wrong" : told;
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private int failure(Exception e, Session session) {
    return switch (e) {
      case RunFailure failure -> session.fail(failure.kind(), failure.problems());
      case InterruptedException _ ->
          session.fail(RunFailure.Kind.INTERRUPTED, List.of(Problem.of("interrupted")));
      default -> bug(e, session);
    };
  }

  private int bug(Throwable e, Session session) {
    int exit =
        session.fail(
            RunFailure.Kind.BUG,
            List.of(
                Problem.of(
                    "this is a bug in kprov; nothing more was done",
                    "report it with the lines below")));
    e.printStackTrace(surroundings.err());
    return exit;
  }
}
