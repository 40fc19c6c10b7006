package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Users;
import java.io.PrintStream;

/**
 * {@code kprov user kubeconfig}: the one command whose result is a secret, for a pipe or a file.
 */
final class UserKubeconfigCommand extends InventoryCommand {

  private final Given<String> user = Parameter.of(String.class, 1, "NAME", "The user.").in(spec());

  private final Given<String> like = UserCommand.like().in(spec());

  UserKubeconfigCommand(RootCommand root) {
    super(
        root, "kubeconfig", "Prints the kubeconfig of a user, the key in it, to standard output.");
  }

  @Override
  Conclusion carryOut() throws RunFailure {
    PrintStream out = root().printed();
    Secret kubeconfig = new Users(root().errand(inventory())).kubeconfig(user.get(), like.maybe());
    kubeconfig.use(bytes -> {
      out.write(bytes, 0, bytes.length);
      return bytes.length;
    });
    out.flush();
    return new Conclusion.Printed();
  }
}
