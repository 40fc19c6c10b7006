package dev.kprov.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Everything that can be typed. It takes picocli milliseconds to read the annotations of a command,
 * and a line names one of many: only what its words name is read. Where they name none, help lists
 * them all, by name and description.
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
    List<Class<?>> named = TYPES.stream().filter(type -> words.contains(name(type))).toList();
    CommandLine line = new CommandLine(root);
    named.forEach(line::addSubcommand);
    if (named.isEmpty() && !words.contains("--version")) {
      TYPES.forEach(type -> line.addSubcommand(name(type), outline(told(type))));
    }
    return line;
  }

  /** The name of every command. */
  static List<String> names() {
    return TYPES.stream().map(Commands::name).toList();
  }

  private static String name(Class<?> type) {
    return told(type).name();
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
