package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostKeys;
import dev.kprov.run.Trust;
import dev.kprov.ssh.HostKeyScan;
import java.util.Map;

/** {@code kprov trust}. */
final class TrustCommand extends InventoryCommand {

  private final Given<Boolean> yes =
      Option.flag("--yes", "Accept all new keys without a question.").in(spec());

  TrustCommand(RootCommand root) {
    super(
        root,
        "trust",
        "Gathers the host keys of all hosts, shows their fingerprints, and writes those that you"
            + " accept to known_hosts. Compare them with what the hosts' consoles show.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    try (HostKeyScan scan =
        new HostKeyScan(
            root().workstation(inventory()), root().surroundings().deadlines().connect())) {
      Trust trust =
          Trust.gather(
              root().hosts(inventory()),
              root().forks(),
              scan,
              root().session().view()::event,
              root().surroundings().cancellation());
      long fresh = trust.keys().stream().filter(HostKeys::acceptable).count();
      boolean accepted = fresh == 0 || yes.get() || agreed(fresh);
      return new Conclusion.Trusted(trust.keys(), accepted ? trust.accept() : Map.of(), accepted);
    }
  }

  private boolean agreed(long hosts) throws RunFailure {
    return new Question(root().session().terminal(), root().surroundings().cancellation())
        .agreed(
            "trust the new keys of " + hosts + (hosts == 1 ? " host?" : " hosts?"),
            "compare the fingerprints above, then run again with --yes");
  }
}
