package dev.kprov.cli;

import dev.kprov.plan.Wishes;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator wants to be removed from hosts. */
final class Prunes {

  private final Given<Boolean> left =
      Option.flag(
          "--prune",
          "Also remove the files that kprov wrote and nobody wants any more, where they still are"
              + " what it left there.");

  private final Given<Boolean> strangers =
      Option.flag(
          "--prune-strangers",
          "Also remove all other files that match what the playbook's pushes own.");

  Prunes(CommandSpec command) {
    left.in(command);
    strangers.in(command);
  }

  Wishes.Prune order() {
    return new Wishes.Prune(left.get(), strangers.get());
  }
}
