package dev.kprov.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the commands that look at a cluster have in common. */
abstract class InventoryCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Parameters(paramLabel = "INVENTORY", description = "The inventory file.")
  private Path inventory;

  RootCommand root() {
    return root;
  }

  Path inventory() {
    return inventory;
  }
}
