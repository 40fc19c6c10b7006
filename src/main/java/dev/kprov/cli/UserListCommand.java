package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Users;

/** {@code kprov user list}. */
final class UserListCommand extends InventoryCommand {

  UserListCommand(RootCommand root) {
    super(root, "list", "Lists the users, and when their certificates end.");
  }

  @Override
  Conclusion carryOut() throws RunFailure {
    return new Conclusion.UserList(new Users(root().errand(inventory())).list());
  }
}
