package dev.kprov.cli;

import java.io.PrintStream;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code kprov completion}. */
final class CompletionCommand extends Subcommand {

  private final Given<Shell> shell =
      Parameter.of(Shell.class, 0, "SHELL", "Which one: ${COMPLETION-CANDIDATES}.")
          .readBy(new ShellConverter())
          .in(spec());

  CompletionCommand(RootCommand root) {
    super(
        root,
        "completion",
        "Prints the script by which a shell completes commands and options of kprov.",
        "bash: source <(kprov completion bash), in ~/.bashrc",
        "zsh:  source <(kprov completion zsh), in ~/.zshrc",
        "fish: kprov completion fish > ~/.config/fish/completions/kprov.fish");
  }

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
    PrintStream out = root().printed();
    CommandLine whole = Commands.whole(root().surroundings());
    String script =
        switch (shell.get()) {
          // One script for both: it turns on zsh's emulation of bash's completion by itself.
          case BASH, ZSH -> AutoComplete.bash(whole.getCommandName(), whole);
          case FISH -> new FishCompletion(whole.getCommandSpec()).script();
        };
    out.print(script);
    return ExitCode.GOOD.number();
  }
}
