package dev.kprov.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Everything that can be typed. A line names one command of many: only that one is put together.
 */
final class Commands {

  /** In the order in which help lists them. */
  private static final List<Named> ALL =
      List.of(
          new Named("up", UpCommand::new),
          new Named("plan", PlanCommand::new),
          new Named("apply", ApplyCommand::new),
          new Named("show", ShowCommand::new),
          new Named("verify", VerifyCommand::new),
          new Named("trust", TrustCommand::new),
          new Named("doctor", DoctorCommand::new),
          new Named("adopt", AdoptCommand::new),
          new Named("retire", RetireCommand::new),
          new Named("lint", LintCommand::new),
          new Named("init", InitCommand::new),
          new Named("schema", SchemaCommand::new),
          new Named("completion", CompletionCommand::new),
          new Named("man", ManCommand::new),
          new Named("certs", CertsCommand::new),
          new Named("journal", JournalCommand::new),
          new Named("user", UserCommand::new),
          new Named("ca", CaCommand::new),
          new Named("store", StoreCommand::new),
          new Named("kubeconfig", KubeconfigCommand::new));

  private Commands() {}

  /** A command that has not been put together. */
  private record Named(String name, Function<RootCommand, Subcommand> maker) {}

  /** All of them, for what tells of every option: manual pages and completion. */
  static CommandLine whole(Surroundings surroundings) {
    return line(new RootCommand(surroundings), ALL);
  }

  /** Enough of them to run this line, or to say what is wrong with it. */
  static CommandLine of(RootCommand root, String... args) {
    List<String> words = Arrays.asList(args);
    List<Named> named = ALL.stream().filter(command -> words.contains(command.name())).toList();
    // A file of arguments, which picocli reads later, may name any command.
    boolean whole = words.stream().anyMatch(word -> word.startsWith("@"));
    boolean enough = words.contains("--version") || beginsWithCommand(words);
    return line(root, enough && !whole ? named : ALL);
  }

  /** Whether the first word is a command; where it is none, a mistake may have to be explained. */
  private static boolean beginsWithCommand(List<String> words) {
    return words.stream()
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .filter(first -> ALL.stream().map(Named::name).anyMatch(first::equals))
        .isPresent();
  }

  private static CommandLine line(RootCommand root, List<Named> commands) {
    CommandLine line = new CommandLine(root.spec());
    for (Named command : commands) {
      line.addSubcommand(command.name(), new CommandLine(command.maker().apply(root).spec()));
    }
    return line;
  }
}
