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

  /** Whose cluster, server and authority a user's kubeconfig has. */
  static Option<String> like() {
    return Option.of(
        String.class,
        "--like",
        "KUBECONFIG",
        "The kubeconfig of the playbook whose cluster, server and authority the user's has"
            + " (default: admin).");
  }
}
