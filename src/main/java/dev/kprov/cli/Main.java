package dev.kprov.cli;

import dev.kprov.run.Cancellation;

/** The process: hands over arguments and surroundings, and exits with what comes back. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Cancellation cancellation = new Cancellation();
    Signals.heed(cancellation);
    Outlet out = Outlet.ofProcess();
    int exit = new Kprov(Surroundings.ofProcess(out, cancellation)).run(args);
    System.exit(out.failure().map(cause -> unwritten(cause, exit)).orElse(exit));
  }

  /**
   * What was to be told is lost, and somebody relies on it: that is worse than a host that failed.
   */
  private static int unwritten(String cause, int exit) {
    System.err.println("kprov: error: cannot write standard output: " + cause);
    return ExitCode.weightiest(ExitCode.numbered(exit), ExitCode.LOCAL_IO).number();
  }
}
