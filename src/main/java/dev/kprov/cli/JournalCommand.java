package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.store.Store;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** {@code kprov journal}. */
final class JournalCommand extends InventoryCommand {

  /** Digits of a hash that nobody can hit by trying. */
  private static final int FEWEST_DIGITS = 16;

  private final Given<Long> run =
      Parameter.of(Long.class, 1, "RUN", "Which run to show.").optional().in(spec());

  private final Given<Boolean> verify =
      Option.flag("--verify", "Exit 1 where the journal is not what kprov wrote.").in(spec());

  private final Given<String> head =
      Option.of(
              String.class,
              "--expect-head",
              "HASH",
              "With --verify: the head that an earlier run told, or its first 16 digits.")
          .in(spec());

  JournalCommand(RootCommand root) {
    super(
        root,
        "journal",
        "Lists every run that changed something or tried to, the newest last; or shows one of them:"
            + " who, when, each file before and after, how hosts were spoken to.",
        "Each line of the journal names the hash of the one before it. --verify finds lines that"
            + " were changed, taken out or put in; that lines were cut from the end it finds only"
            + " by a hash that was kept elsewhere.");
  }

  @Override
  Conclusion carryOut() throws RunFailure {
    Optional<String> expected = expected();
    Journal journal = Store.at(root().store(root().cluster(inventory()))).journal();
    if (verify.get()) {
      return new Conclusion.JournalChecked(JournalCheck.of(journal, expected));
    }
    return run.isGiven() ? shown(journal, run.get()) : new Conclusion.JournalListed(journal);
  }

  private static Conclusion shown(Journal journal, long run) throws RunFailure {
    return new Conclusion.JournalShown(
        journal
            .line(run)
            .orElseThrow(() ->
                new RunFailure(
                    RunFailure.Kind.USAGE,
                    "the journal has no run " + run,
                    "kprov journal lists those that it has")));
  }

  private Optional<String> expected() {
    if (run.isGiven() && verify.get()) {
      throw usage("--verify looks at all runs: name none");
    }
    if (!head.isGiven()) {
      return Optional.empty();
    }
    if (!verify.get()) {
      throw usage("--expect-head needs --verify");
    }
    String digits = head.get().toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{" + FEWEST_DIGITS + ",64}")) {
      throw usage("--expect-head wants 16 to 64 hexadecimal digits, not " + head.get());
    }
    return Optional.of(digits);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
