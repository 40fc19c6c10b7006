package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Users;
import picocli.CommandLine.Command;

/** {@code kprov user list}. */
@Command(name = "list", description = "Lists the users, and when their certificates end.")
final class UserListCommand extends InventoryCommand {

  @Override
  Conclusion carryOut() throws RunFailure {
    return new Conclusion.UserList(new Users(root().errand(inventory())).list());
  }
}
