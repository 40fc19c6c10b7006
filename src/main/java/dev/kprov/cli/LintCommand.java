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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code kprov lint}. */
@Command(
    name = "lint",
    description = {
      "Judges inventory, playbook and store, or files of any origin, and says what they give away"
          + " or do wrong. No host is spoken to, and nothing is written.",
      "Errors make the exit code 1, warnings do not. docs/lint.md explains every code."
    })
final class LintCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "INVENTORY", description = "The inventory file.")
  private @Nullable Path inventory;

  @Option(
      names = "--files",
      arity = "1..*",
      paramLabel = "PLACE",
      description =
          "Instead of an inventory: keys, certificates, kubeconfigs and encryption files, whoever"
              + " made them, or folders of them.")
  private List<Path> places = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "CODE",
      converter = RuleConverter.class,
      description = "Rules that are not asked, with commas: KP101,KP103.")
  private List<Rule> ignored = List.of();

  @Override
  public Integer call() throws RunFailure {
    if ((inventory == null) == places.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "give an inventory, or --files");
    }
    root.session().isCalled("lint");
    Session session = root.begin();
    Inspection inspection =
        new Inspection(root.surroundings().clock().instant(), Set.copyOf(ignored));
    Remarks remarks = inventory == null ? inspection.of(places) : judge(inventory, inspection);
    return session.end(new Conclusion.Linted(remarks));
  }

  private Remarks judge(Path file, Inspection inspection) throws RunFailure {
    root.session().isAbout("lint", file);
    ClusterDefinition cluster = root.whole(file);
    return inspection.of(cluster, root.store(cluster));
  }

  /** Reads a rule's code. */
  static final class RuleConverter extends WordConverter<Rule> {
    RuleConverter() {
      super("rule", Rule.values(), Rule::code);
    }
  }
}
