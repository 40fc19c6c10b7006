package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.store.Store;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kprov journal}. */
@Command(
    name = "journal",
    description = {
      "Lists every run that changed something or tried to, the newest last; or shows one of them:"
          + " who, when, each file before and after, how hosts were spoken to.",
      "Each line of the journal names the hash of the one before it. --verify finds lines that were"
          + " changed, taken out or put in; that lines were cut from the end it finds only by a"
          + " hash that was kept elsewhere."
    })
final class JournalCommand extends InventoryCommand {

  /** Digits of a hash that nobody can hit by trying. */
  private static final int FEWEST_DIGITS = 16;

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "Which run to show.")
  private @Nullable Long run;

  @Option(names = "--verify", description = "Exit 1 where the journal is not what kprov wrote.")
  private boolean verify;

  @Option(
      names = "--expect-head",
      paramLabel = "HASH",
      description = "With --verify: the head that an earlier run told, or its first 16 digits.")
  private @Nullable String head;

  @Override
  Conclusion carryOut() throws RunFailure {
    Optional<String> expected = expected();
    Journal journal = Store.at(root().store(root().cluster(inventory()))).journal();
    if (verify) {
      return new Conclusion.JournalChecked(JournalCheck.of(journal, expected));
    }
    return run == null
        ? new Conclusion.JournalListed(journal)
        : new Conclusion.JournalShown(
            journal
                .line(run)
                .orElseThrow(() ->
                    new RunFailure(
                        RunFailure.Kind.USAGE,
                        "the journal has no run " + run,
                        "kprov journal lists those that it has")));
  }

  private Optional<String> expected() {
    if (run != null && verify) {
      throw usage("--verify looks at all runs: name none");
    }
    if (head == null) {
      return Optional.empty();
    }
    if (!verify) {
      throw usage("--expect-head needs --verify");
    }
    String digits = head.toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{" + FEWEST_DIGITS + ",64}")) {
      throw usage("--expect-head wants 16 to 64 hexadecimal digits, not " + head);
    }
    return Optional.of(digits);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
