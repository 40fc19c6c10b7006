package dev.kprov.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** {@code kprov schema}. */
final class SchemaCommand extends Subcommand {

  private final Given<Kind> kind =
      Parameter.of(Kind.class, 0, "FILE", "Which one: ${COMPLETION-CANDIDATES}.")
          .readBy(new KindConverter())
          .in(spec());

  SchemaCommand(RootCommand root) {
    super(
        root,
        "schema",
        "Prints the JSON Schema of inventories or playbooks, by which editors complete and check"
            + " them, or of saved plans, public exports and what -o json and --events write.",
        "For an editor with the YAML language server, write it beside the file and say in the"
            + " file's first line: # yaml-language-server: $$schema=inventory.schema.json");
  }

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
    PrintStream out = root().printed();
    String name = "/schema/" + kind.get() + ".schema.json";
    try (InputStream schema =
        Objects.requireNonNull(SchemaCommand.class.getResourceAsStream(name), name)) {
      String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      out.print(text);
    }
    return ExitCode.GOOD.number();
  }
}
