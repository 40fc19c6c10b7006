package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import java.nio.file.Path;

/** What the commands that look at a cluster have in common. */
abstract class InventoryCommand extends Subcommand {

  private final Given<Path> inventory = file().in(spec());

  InventoryCommand(RootCommand root, String name, String... description) {
    super(root, name, description);
  }

  /** The inventory, in the first place. */
  static Parameter<Path> file() {
    return Parameter.of(Path.class, 0, "INVENTORY", "The inventory file.");
  }

  /** What it does, as documents have it: {@code user add}. */
  String name() {
    return root().command();
  }

  /** Does it, and tells what came of it. */
  abstract Conclusion carryOut() throws RunFailure, InterruptedException;

  @Override
  public final Integer call() throws RunFailure, InterruptedException {
    root().session().isAbout(name(), inventory());
    Session session = root().begin();
    return session.end(carryOut());
  }

  Path inventory() {
    return inventory.get();
  }
}
