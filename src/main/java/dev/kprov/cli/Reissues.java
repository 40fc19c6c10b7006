package dev.kprov.cli;

import dev.kprov.run.ReissueOrder;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator wants to be issued anew though it is good. */
final class Reissues {

  private final Given<List<String>> names =
      Option.several(
          String.class,
          "--reissue",
          "NAME[@HOST]",
          "Issue this certificate anew once, for all its hosts or for one; @HOST means all"
              + " certificates of a host. May be given again.");

  private final Given<Boolean> newKeys =
      Option.flag("--new-key", "With --reissue: with a new key, the old one leaked.");

  Reissues(CommandSpec command) {
    names.in(command);
    newKeys.in(command);
  }

  ReissueOrder order() {
    return new ReissueOrder(names.get(), newKeys.get());
  }
}
