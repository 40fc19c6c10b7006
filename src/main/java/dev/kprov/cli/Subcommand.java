package dev.kprov.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of kprov: what it is called, what may be given to it, and what it does. */
abstract class Subcommand implements Callable<Integer> {

  private final RootCommand root;
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  Subcommand(RootCommand root, String name, String... description) {
    this.root = root;
    spec.name(name).usageMessage().description(description);
  }

  final RootCommand root() {
    return root;
  }

  final CommandSpec spec() {
    return spec;
  }
}
