package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.lint.Remarks;
import dev.kprov.lint.Rule;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ParameterException;

/** {@code kprov lint}. */
final class LintCommand extends Subcommand {

  private final Given<Path> inventory = InventoryCommand.file().optional().in(spec());

  private final Given<List<Path>> places =
      Option.several(
              Path.class,
              "--files",
              "PLACE",
              "Instead of an inventory: keys, certificates, kubeconfigs and encryption files,"
                  + " whoever made them, or folders of them.")
          .withMoreWords()
          .in(spec());

  private final Given<List<Rule>> ignored =
      Option.several(
              Rule.class, "--ignore", "CODE", "Rules that are not asked, with commas: KP101,KP103.")
          .readBy(new RuleConverter())
          .withCommas()
          .in(spec());

  LintCommand(RootCommand root) {
    super(
        root,
        "lint",
        "Judges inventory, playbook and store, or files of any origin, and says what they give away"
            + " or do wrong. No host is spoken to, and nothing is written.",
        "Errors make the exit code 1, warnings do not. docs/lint.md explains every code.");
  }

  @Override
  public Integer call() throws RunFailure {
    if (inventory.isGiven() != places.get().isEmpty()) {
      throw new ParameterException(spec().commandLine(), "give an inventory, or --files");
    }
    root().session().isCalled("lint");
    Session session = root().begin();
    Inspection inspection =
        new Inspection(root().surroundings().clock().instant(), Set.copyOf(ignored.get()));
    Remarks remarks =
        inventory.isGiven() ? judge(inventory.get(), inspection) : inspection.of(places.get());
    return session.end(new Conclusion.Linted(remarks));
  }

  private Remarks judge(Path file, Inspection inspection) throws RunFailure {
    root().session().isAbout("lint", file);
    ClusterDefinition cluster = root().whole(file);
    return inspection.of(cluster, root().store(cluster));
  }

  /** Reads a rule's code. */
  static final class RuleConverter extends WordConverter<Rule> {
    RuleConverter() {
      super("rule", Rule.values(), Rule::code);
    }
  }
}
