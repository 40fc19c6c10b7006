package dev.kprov.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kprov completion}. */
@Command(
    name = "completion",
    description = {
      "Prints the script by which a shell completes commands and options of kprov.",
      "bash: source <(kprov completion bash), in ~/.bashrc",
      "zsh:  source <(kprov completion zsh), in ~/.zshrc",
      "fish: kprov completion fish > ~/.config/fish/completions/kprov.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Parameters(
      paramLabel = "SHELL",
      converter = ShellConverter.class,
      description = "Which one: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** The shells that are known. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the word on the command line. */
  static final class ShellConverter extends WordConverter<Shell> {
    ShellConverter() {
      super("completion for", Shell.values(), Shell::toString);
    }
  }

  @Override
  public Integer call() {
    PrintStream out = root.printed();
    CommandLine whole = Commands.whole(root);
    String script =
        switch (shell) {
          // One script for both: it turns on zsh's emulation of bash's completion by itself.
          case BASH, ZSH -> AutoComplete.bash(whole.getCommandName(), whole);
          case FISH -> new FishCompletion(whole.getCommandSpec()).script();
        };
    out.print(script);
    return ExitCode.GOOD.number();
  }
}
