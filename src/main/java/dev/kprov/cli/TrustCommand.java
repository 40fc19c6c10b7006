package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.HostKeys;
import dev.kprov.run.Trust;
import dev.kprov.ssh.HostKeyScan;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kprov trust}. */
@Command(
    name = "trust",
    description =
        "Gathers the host keys of all hosts, shows their fingerprints, and writes those that you"
            + " accept to known_hosts. Compare them with what the hosts' consoles show.")
final class TrustCommand extends InventoryCommand {

  @Option(names = "--yes", description = "Accept all new keys without a question.")
  private boolean yes;

  @Override
  public Integer call() throws RunFailure, InterruptedException {
    try (HostKeyScan scan =
        new HostKeyScan(
            root().workstation(inventory()), root().surroundings().deadlines().connect())) {
      Trust trust = Trust.gather(root().hosts(inventory()), root().forks(), scan);
      root().view().hostKeys(trust.keys());
      return exit(trust.keys(), accept(trust)).number();
    }
  }

  /** Whether every key that could be accepted was. */
  private boolean accept(Trust trust) throws RunFailure {
    long fresh = trust.keys().stream().filter(HostKeys::acceptable).count();
    boolean accepted = fresh == 0 || yes || agreed(fresh);
    if (fresh > 0) {
      root().view().trusted(accepted ? trust.accept() : Map.of());
    }
    return accepted;
  }

  private boolean agreed(long hosts) throws RunFailure {
    String answer =
        root()
            .surroundings()
            .terminal()
            .line("trust the new keys of " + hosts + (hosts == 1 ? " host" : " hosts") + "? [y/N] ")
            .orElseThrow(() ->
                new RunFailure(
                    RunFailure.Kind.USAGE,
                    "there is no terminal to ask at",
                    "compare the fingerprints above, then run again with --yes"));
    return answer.strip().matches("[yY]([eE][sS])?");
  }

  private static ExitCode exit(List<HostKeys> hosts, boolean accepted) {
    if (hosts.stream().noneMatch(host -> host.unreached().isEmpty())) {
      return ExitCode.UNREACHABLE;
    }
    return accepted && hosts.stream().allMatch(HostKeys::sound) ? ExitCode.GOOD : ExitCode.FAILED;
  }
}
