package dev.kprov.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kprov user}. */
@Command(
    name = "user",
    description = "Lets people and programs into the cluster, each with a certificate.",
    subcommands = {UserAddCommand.class, UserListCommand.class, UserKubeconfigCommand.class})
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command of user is missing");
  }
}
