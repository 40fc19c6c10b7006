package dev.kprov.cli;

/** The process: hands over arguments, streams and environment, and exits with what comes back. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new Kprov(System.in, System.out, System.err, System.getenv()).run(args));
  }
}
