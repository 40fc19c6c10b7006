package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that look at a cluster have in common. */
abstract class InventoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "INVENTORY", description = "The inventory file.")
  private Path inventory;

  /** What it does, as documents have it: {@code user add}. */
  String name() {
    return root().command();
  }

  /** Does it, and tells what came of it. */
  abstract Conclusion carryOut() throws RunFailure, InterruptedException;

  @Override
  public final Integer call() throws RunFailure, InterruptedException {
    root().session().isAbout(name(), inventory);
    Session session = root().begin();
    return session.end(carryOut());
  }

  RootCommand root() {
    return (RootCommand) spec.root().userObject();
  }

  CommandSpec spec() {
    return spec;
  }

  Path inventory() {
    return inventory;
  }
}
