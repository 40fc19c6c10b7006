package dev.kprov.cli;

import dev.kprov.plan.Wishes;
import picocli.CommandLine.Option;

/** What the operator wants to be removed from hosts. */
final class Prunes {

  @Option(
      names = "--prune",
      description =
          "Also remove the files that kprov wrote and nobody wants any more, where they still are"
              + " what it left there.")
  private boolean left;

  @Option(
      names = "--prune-strangers",
      description = "Also remove all other files that match what the playbook's pushes own.")
  private boolean strangers;

  Wishes.Prune order() {
    return new Wishes.Prune(left, strangers);
  }
}
