package dev.kprov.cli;

/** The process: hands over arguments and surroundings, and exits with what comes back. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new Kprov(Surroundings.ofProcess()).run(args));
  }
}
