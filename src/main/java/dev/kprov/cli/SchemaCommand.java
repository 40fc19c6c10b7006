package dev.kprov.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kprov schema}. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of inventories or playbooks, by which editors complete and check"
          + " them, or of saved plans, public exports and what -o json and --events write.",
      "For an editor with the YAML language server, write it beside the file and say in the file's"
          + " first line: # yaml-language-server: $$schema=inventory.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Parameters(
      paramLabel = "FILE",
      converter = KindConverter.class,
      description = "Which one: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  /** The files that people write, and what kprov writes for programs. */
  enum Kind {
    INVENTORY,
    PLAYBOOK,
    PLAN,
    EXPORT,
    DOCUMENT,
    EVENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the word on the command line. */
  static final class KindConverter extends WordConverter<Kind> {
    KindConverter() {
      super("schema", Kind.values(), Kind::toString);
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = root.printed();
    String name = "/schema/" + kind + ".schema.json";
    try (InputStream schema =
        Objects.requireNonNull(SchemaCommand.class.getResourceAsStream(name), name)) {
      String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      out.print(text);
    }
    return ExitCode.GOOD.number();
  }
}
