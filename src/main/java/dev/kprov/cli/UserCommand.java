package dev.kprov.cli;

/** {@code kprov user}. */
final class UserCommand extends CommandGroup {
  UserCommand(RootCommand root) {
    super(
        root,
        "user",
        "Lets people and programs into the cluster, each with a certificate.",
        new UserAddCommand(root),
        new UserListCommand(root),
        new UserKubeconfigCommand(root));
  }
}
