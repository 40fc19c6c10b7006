package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Users;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code kprov user kubeconfig}: the one command whose result is a secret, for a pipe or a file.
 */
@Command(
    name = "kubeconfig",
    description = "Prints the kubeconfig of a user, the key in it, to standard output.")
final class UserKubeconfigCommand extends InventoryCommand {

  @Parameters(index = "1", paramLabel = "NAME", description = "The user.")
  private String user;

  @Option(names = "--like", paramLabel = "KUBECONFIG", description = UserAddCommand.LIKE)
  private @Nullable String like;

  @Override
  Conclusion carryOut() throws RunFailure {
    PrintStream out = root().printed();
    Secret kubeconfig =
        new Users(root().errand(inventory())).kubeconfig(user, Optional.ofNullable(like));
    kubeconfig.use(bytes -> {
      out.write(bytes, 0, bytes.length);
      return bytes.length;
    });
    out.flush();
    return new Conclusion.Printed();
  }
}
