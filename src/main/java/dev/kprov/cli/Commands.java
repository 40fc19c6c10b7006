package dev.kprov.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Everything that can be typed. It takes picocli milliseconds to read the annotations of a command,
 * and a line names one of many: only what its words name is read. What lists the others, help and
 * "did you mean", gets their names and descriptions.
 */
final class Commands {

  /** In the order in which help lists them. */
  private static final List<Class<?>> TYPES =
      List.of(
          UpCommand.class,
          PlanCommand.class,
          ApplyCommand.class,
          ShowCommand.class,
          VerifyCommand.class,
          TrustCommand.class,
          DoctorCommand.class,
          AdoptCommand.class,
          RetireCommand.class,
          LintCommand.class,
          InitCommand.class,
          SchemaCommand.class,
          CompletionCommand.class,
          ManCommand.class,
          CertsCommand.class,
          JournalCommand.class,
          UserCommand.class,
          CaCommand.class,
          StoreCommand.class,
          KubeconfigCommand.class);

  private Commands() {}

  /** All of them whole, for what tells of every option: manual pages and completion. */
  static CommandLine whole(RootCommand root) {
    CommandLine line = new CommandLine(root);
    TYPES.forEach(line::addSubcommand);
    return line;
  }

  /** Enough of them to run this line, or to say what is wrong with it. */
  static CommandLine of(RootCommand root, String... args) {
    // A file of arguments, which picocli reads later, may name any command.
    if (Arrays.stream(args).anyMatch(arg -> arg.startsWith("@"))) {
      return whole(root);
    }
    List<String> words = Arrays.asList(args);
    boolean listed = !words.contains("--version") && !beginsWithCommand(words);
    CommandLine line = new CommandLine(root);
    for (Class<?> type : TYPES) {
      if (words.contains(name(type))) {
        line.addSubcommand(type);
      } else if (listed) {
        line.addSubcommand(name(type), outline(told(type)));
      }
    }
    return line;
  }

  /** Whether the first word is a command; where it is none, a mistake may have to be explained. */
  private static boolean beginsWithCommand(List<String> words) {
    return words.stream()
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .filter(first -> TYPES.stream().map(Commands::name).anyMatch(first::equals))
        .isPresent();
  }

  /** A command is called as its class is; to read all annotations for it would take longer. */
  private static String name(Class<?> type) {
    return type.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
  }

  private static Command told(Class<?> type) {
    return type.getAnnotation(Command.class);
  }

  private static CommandSpec outline(Command told) {
    CommandSpec spec = CommandSpec.create().name(told.name());
    spec.usageMessage().description(told.description());
    return spec;
  }
}
