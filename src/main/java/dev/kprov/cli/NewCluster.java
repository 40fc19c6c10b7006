package dev.kprov.cli;

import picocli.CommandLine.Option;

/** The operator's word that there is no earlier cluster to be kept. */
final class NewCluster {

  @Option(
      names = "--assume-new-cluster",
      description =
          "Make authorities and keys even where hosts hold others, and replace those. This ends"
              + " whatever cluster they belong to.")
  private boolean assumed;

  boolean assumed() {
    return assumed;
  }
}
