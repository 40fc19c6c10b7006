package dev.kprov.cli;

import dev.kprov.base.IoCause;
import dev.kprov.base.Nearest;
import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code kprov man}. */
final class ManCommand extends Subcommand {

  private final Given<Path> folder =
      Option.of(Path.class, "--dir", "DIR", "Write every page to this folder.").in(spec());

  private final Given<List<String>> command =
      Parameter.several(
              0,
              "COMMAND",
              "The command whose page is printed (default: the page of kprov itself).")
          .in(spec());

  ManCommand(RootCommand root) {
    super(
        root,
        "man",
        "Prints a manual page, for kprov man up | man -l -, or writes all of them to a folder.",
        "To install them: kprov man --dir ~/.local/share/man/man1");
  }

  @Override
  public Integer call() throws RunFailure {
    PrintStream out = root().printed();
    if (folder.isGiven()) {
      write(whole(), folder.get());
    } else {
      out.print(new ManPage(find(whole())).roff());
    }
    return ExitCode.GOOD.number();
  }

  private CommandSpec whole() {
    return Commands.whole(root().surroundings()).getCommandSpec();
  }

  private CommandSpec find(CommandSpec whole) throws RunFailure {
    CommandSpec found = whole;
    for (String name : command.get()) {
      CommandLine sub = found.subcommands().get(name);
      if (sub == null) {
        throw new RunFailure(
            RunFailure.Kind.USAGE,
            "unknown command " + name,
            Nearest.hint(name, found.subcommands().keySet()));
      }
      found = sub.getCommandSpec();
    }
    return found;
  }

  private void write(CommandSpec whole, Path folder) throws RunFailure {
    try {
      Files.createDirectories(folder);
      for (CommandSpec one : below(whole).toList()) {
        ManPage page = new ManPage(one);
        Files.writeString(folder.resolve(page.name() + ".1"), page.roff());
      }
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.LOCAL_IO, "cannot write to " + folder + ": " + IoCause.of(e));
    }
  }

  private static Stream<CommandSpec> below(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(ManCommand::below));
  }
}
