package dev.kprov.cli;

import picocli.CommandLine.Command;

/** {@code kprov user}. */
@Command(
    name = "user",
    description = "Lets people and programs into the cluster, each with a certificate.",
    subcommands = {UserAddCommand.class, UserListCommand.class, UserKubeconfigCommand.class})
final class UserCommand extends CommandGroup {}
