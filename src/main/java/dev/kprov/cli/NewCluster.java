package dev.kprov.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The operator's word that there is no earlier cluster to be kept. */
final class NewCluster {

  private final Given<Boolean> assumed =
      Option.flag(
          "--assume-new-cluster",
          "Make authorities and keys even where hosts hold others, and replace those. This ends"
              + " whatever cluster they belong to.");

  NewCluster(CommandSpec command) {
    assumed.in(command);
  }

  boolean assumed() {
    return assumed.get();
  }
}
