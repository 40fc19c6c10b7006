package dev.kprov.cli;

import dev.kprov.run.ReissueOrder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the operator wants to be issued anew though it is good. */
final class Reissues {

  @Option(
      names = "--reissue",
      paramLabel = "NAME[@HOST]",
      description =
          "Issue this certificate anew once, for all its hosts or for one; @HOST means all"
              + " certificates of a host. May be given again.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--new-key", description = "With --reissue: with a new key, the old one leaked.")
  private boolean newKeys;

  ReissueOrder order() {
    return new ReissueOrder(names, newKeys);
  }
}
